/** What the lock of the proxy's own operations is called; no project can have this name's container. */
export const proxyLock = 'nginx-proxy';
