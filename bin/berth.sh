#!/bin/sh
# The command as it is installed: runs Berth with the Node.js that was installed with it, else with the one in PATH. Node.js needs
# a moment before it can say anything: for the console this says it first, on a line that the console takes away again.

# Node.js would obey these of the shell, whoever set them, before Berth has a word.
unset NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS NODE_TLS_REJECT_UNAUTHORIZED NODE_USE_ENV_PROXY NODE_USE_SYSTEM_CA NODE_ICU_DATA \
	NODE_REDIRECT_WARNINGS NODE_PENDING_DEPRECATION NODE_V8_COVERAGE NODE_COMPILE_CACHE NODE_DISABLE_COMPILE_CACHE NODE_DEBUG \
	NODE_DEBUG_NATIVE NODE_PRESERVE_SYMLINKS NODE_PRESERVE_SYMLINKS_MAIN OPENSSL_CONF SSL_CERT_FILE SSL_CERT_DIR SSLKEYLOGFILE UV_THREADPOOL_SIZE

self=$(readlink -f -- "$0")
here=${self%/*}

# Each of these is installed only on its own kind of machine, and needs glibc.
find_node() {
	for machine in x64:/lib64/ld-linux-x86-64.so.2 arm64:/lib/ld-linux-aarch64.so.1; do
		[ -e "${machine#*:}" ] || continue
		for modules in "$here/../node_modules" "$here/../.."; do
			node="$modules/node-linux-${machine%%:*}/bin/node"
			[ -x "$node" ] && return
		done
	done
	node=$(command -v node)
}

if ! find_node; then
	echo 'Berth needs Node.js 22.12 or newer, and there is none in PATH' >&2
	exit 2
fi

case "$#:${1-}" in
0: | 1:--root=* | 2:--root)
	if [ -t 0 ] && [ -t 1 ] && [ "${TERM-dumb}" != dumb ]; then
		host=
		{ read -r host </proc/sys/kernel/hostname; } 2>/dev/null
		case "$host" in *[!A-Za-z0-9._-]*) host= ;; esac
		printf 'Berth %s  Observing the server.' "$host"
	fi
	# It stays open all day: new objects get 2 MB, and not as much as they can fill.
	exec "$node" --max-semi-space-size=2 "$here/berth.js" "$@"
	;;
esac

exec "$node" "$here/berth.js" "$@"
