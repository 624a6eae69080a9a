/** What a server imports from `error-reference/respond`. */
export {
  respond,
  type Answer,
  type AnswerArguments,
  type AnswerCode,
  type AnswerOptions,
  type AnswerSource,
  type AnswerValues,
  type MessageValue,
} from '../core/answer.ts';
