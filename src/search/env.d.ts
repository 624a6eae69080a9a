interface ImportMetaEnv {
  /** Whether the pages stand among those of another site. */
  readonly ERROR_REFERENCE_IS_PART: boolean;
  /** The base of all addresses, as links hold it. */
  readonly ERROR_REFERENCE_BASE: string;
  /** How many parts the search index has. */
  readonly ERROR_REFERENCE_SEARCH_PARTS: number;
}
interface ImportMeta {
  readonly env: ImportMetaEnv;
}
