/** The version of this package, which `package.json` has as well. */
export const VERSION = '0.2.0';
