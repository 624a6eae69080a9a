/** What the modules of a content folder import from `error-reference`. */
export {
  defineCategory,
  defineError,
  defineRegistry,
  RegistryError,
  type AuthoredError,
  type Category,
  type Cause,
  type Change,
  type CodeOf,
  type Details,
  type ErrorEntry,
  type Example,
  type ExtraExample,
  type Param,
  type RegisteredError,
  type Registry,
  type ResponseHeader,
  type Retry,
  type Step,
  type Variant,
} from '../core/define.ts';
export { defineSite, type Site } from '../core/site.ts';
export { errorUrl } from '../core/url.ts';
