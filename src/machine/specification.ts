import { PROBLEM_TYPE } from '../core/respond.ts';
import type { Site } from '../core/site.ts';
import { readResponses } from '../openapi/bodies.ts';
import type { Documents, LostReference } from '../openapi/documents.ts';
import { nameOperations, type OperationNames } from '../openapi/operation-names.ts';
import { inferShapes, type Shapes } from '../openapi/shapes.ts';
import { readStatements, type Statements } from '../openapi/statements.ts';

/** What a specification states of errors, read as an import reads it. */
export interface Specification extends Statements {
  readonly operations: OperationNames;
  /** The references that could not be followed: what they lead to is not compared. */
  readonly lost: readonly LostReference[];
}

/** The name of the envelope of problem documents (RFC 9457), where the API offers them beside its own. */
const PROBLEM = 'problem document';

/** Reads what a specification says about errors, in the envelopes of the site; where it states none, in its own. */
export function readSpecification(documents: Documents, site: Site): Specification {
  const responses = readResponses(documents);
  const shapes = site.envelope === undefined && site.envelopes === undefined ? inferShapes(responses).shapes : site;
  return {
    ...readStatements(responses, site.problemDocuments === true ? withProblems(shapes) : shapes),
    operations: nameOperations(documents),
    lost: documents.lost(),
  };
}

function withProblems(shapes: Shapes): Shapes {
  const body = { type: '{docUrl}', title: '{title}', detail: '{message}', code: '{code}', details: '{details}' };
  return { ...shapes, envelopes: { ...shapes.envelopes, [PROBLEM]: { body, mediaType: PROBLEM_TYPE } } };
}
