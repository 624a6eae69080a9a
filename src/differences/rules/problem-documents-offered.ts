import type { ShapeRule } from '../rule.ts';

/** Problem documents that are offered from now on. */
export const problemDocumentsOffered: ShapeRule = {
  name: 'problem-documents-offered',
  severity: 'noteworthy',
  why: 'Only who asks for problem documents gets them.',
  find: ({ before, after }) =>
    before.problemDocuments !== true && after.problemDocuments === true
      ? [{ field: ['problemDocuments'], after: true, about: 'problem documents are offered' }]
      : [],
};
