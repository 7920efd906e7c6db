import packageFile from '../../package.json' with { type: 'json' };

/** Of plans and journals, as this Berth writes them. Those of format 1 do not name it, and are read as those of 2 are. */
export const format = 2;

/** The version of this Berth, as it stands in what it writes. */
export const thisBerth = packageFile.version;
