interface ImportMetaEnv {
  /** How many parts the search index has. */
  readonly SEARCH_PARTS: number;
}
interface ImportMeta {
  readonly env: ImportMetaEnv;
}
