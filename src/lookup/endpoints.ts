/** Which endpoints of the API a text names: as the API documents them, or as somebody called them. */
import { packWords } from './code-index.ts';
import { isRouteOf, METHODS, readRoutes, routeOf, type Route } from './links.ts';

/** The name of the file with all endpoints. */
export const ENDPOINTS = 'endpoints';

/** Endpoints as that file has them, sorted; none of them holds a tab. */
export function packEndpoints(endpoints: readonly string[]): string {
  return packWords(endpoints.map((endpoint) => endpoint.replaceAll(' ', '\t')).toSorted());
}

/** An endpoint as {@link packEndpoints} took it. */
export const unpackEndpoint = (packed: string): string => packed.replaceAll('\t', ' ');

/** An endpoint that a text names. */
export interface NamedEndpoint {
  readonly endpoint: string;
  /** The part of the text that names it; absent where that is the whole. */
  readonly found?: string;
}

/** A path alone, of which nobody says with what method it was called. */
const PATH = /^(?:https?:\/\/[^\s/]+)?(\/[^\s?#]*)(?:[?#]\S*)?$/;

/** Whether a text holds what a call of an endpoint does; what else it may be, costs no look at the endpoints. */
export function mayNameEndpoint(text: string): boolean {
  return PATH.test(text.trim()) || readRoutes(text).length > 0;
}

/** The endpoints that a text names, those with the most fixed segments first. */
export function findEndpoints(text: string, endpoints: readonly string[]): readonly NamedEndpoint[] {
  const typed = text.trim();
  const path = PATH.exec(typed)?.[1];
  const routes = path === undefined ? readRoutes(text) : METHODS.map((method) => routeOf(method, path));
  const isWhole = path !== undefined || (routes.length === 1 && /^\S+\s+\S+$/.test(typed));
  return endpoints
    .flatMap((endpoint) => {
      const route = routes.find((each) => isNamed(each, endpoint));
      return route === undefined ? [] : [{ endpoint, route, fixed: countFixed(endpoint) }];
    })
    .sort((one, other) => other.fixed - one.fixed)
    .map(({ endpoint, route }) => (isWhole ? { endpoint } : { endpoint, found: showRoute(route) }));
}

/** Whether a call is one of an endpoint's: one that has only parameters would fit anything. */
function isNamed(route: Route, endpoint: string): boolean {
  const { segments } = routeOf('', pathOf(endpoint));
  if (segments.length === 0) return route.segments.length === 0 && isRouteOf(route, endpoint);
  return countFixed(endpoint) > 0 && isRouteOf(route, endpoint);
}

const pathOf = (endpoint: string): string => endpoint.replace(/^\S+\s+/, '');

function countFixed(endpoint: string): number {
  return routeOf('', pathOf(endpoint)).segments.filter((segment) => !/^[{:<]/.test(segment)).length;
}

const showRoute = ({ method, segments }: Route): string => `${method} /${segments.join('/')}`;
