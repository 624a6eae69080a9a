/** The cause of an error whose message is to be shown to the reader: there is nothing to copy. */
export const SAID = 'said';
