import type { ShapeRule } from '../rule.ts';

/** Problem documents that are no longer offered. */
export const problemDocumentsGone: ShapeRule = {
  name: 'problem-documents-gone',
  severity: 'breaking',
  why: 'A client that asks for problem documents gets bodies that it does not read.',
  find: ({ before, after }) =>
    before.problemDocuments === true && after.problemDocuments !== true
      ? [
          {
            field: ['problemDocuments'],
            before: true,
            after: after.problemDocuments,
            about: 'problem documents are no longer offered',
          },
        ]
      : [],
};
