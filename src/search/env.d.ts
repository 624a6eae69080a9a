interface ImportMetaEnv {
  /** How many parts the search index has. */
  readonly ERROR_REFERENCE_SEARCH_PARTS: number;
}
interface ImportMeta {
  readonly env: ImportMetaEnv;
}
