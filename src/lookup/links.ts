/** Addresses in a text: pages that document an error, and endpoints with their method. */
import { squash } from './words.ts';

/** The methods with which endpoints are called. */
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

const URLS = /https?:\/\/[^\s"'`<>()[\]{}|\\]{3,400}/g;
const ROUTES =
  /\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s{1,4}((?:https?:\/\/[^\s/"'`]{1,200})?\/[^\s"'`?#<>]{0,400})/g;
const MOST = 20;

/** The addresses of the web in a text. */
export function readLinks(text: string): readonly string[] {
  return Array.from(text.matchAll(URLS), ([url]) => url.replace(/[.,;:!?]+$/, '')).slice(0, MOST);
}

/** What an address has in common with others of the same page: its fragment, or else the last part of its path. */
export function linkKey(url: string): string | undefined {
  const [, path = '', fragment = ''] = /^[^?#]*?:?\/\/[^/?#]*([^?#]*)[^#]*#?(.*)$/.exec(url) ?? [];
  const last = fragment || path.split('/').findLast((segment) => segment !== '');
  return last === undefined || last.length < 4 ? undefined : `link:${squash(last)}`;
}

/** Method and path of an endpoint. */
export interface Route {
  readonly method: string;
  readonly segments: readonly string[];
}

/** The endpoints that a text names by method and path: `POST https://api.example.com/v1/users`. */
export function readRoutes(text: string): readonly Route[] {
  return Array.from(text.matchAll(ROUTES), ([, method = '', path = '']) =>
    routeOf(method, path.replace(/^https?:\/\/[^/]*/, '').replace(/[.,;:]+$/, '')),
  ).slice(0, MOST);
}

/** The first endpoint that a text names, as `METHOD /path`. */
export function readEndpoint(text: string): string | undefined {
  const [route] = readRoutes(text);
  return route && `${route.method} /${route.segments.join('/')}`;
}

/** A method and a path as a route. */
export function routeOf(method: string, path: string): Route {
  return { method: method.toUpperCase(), segments: path.split('/').filter((segment) => segment !== '') };
}

/** The key of an endpoint `METHOD /path`: its method, and the last segment that is no parameter. */
export function routeKey(endpoint: string): string | undefined {
  const [method = '', path = ''] = endpoint.split(/\s+/);
  return keyOf(routeOf(method, path));
}

/** The keys under which endpoints may stand that a route is one of: each of its segments may be the last fixed one. */
export function routeKeys({ method, segments }: Route): readonly string[] {
  return segments
    .slice(-3)
    .map((_, place) => keyOf({ method, segments: segments.slice(0, segments.length - place) })) as string[];
}

function keyOf({ method, segments }: Route): string | undefined {
  const last = segments.findLast((segment) => !isParameter(segment));
  return last === undefined ? undefined : `route:${method}:${squash(last)}`;
}

const isParameter = (segment: string): boolean => /^[{:<]/.test(segment);

/** Whether a route is one of an endpoint's: behind any base all segments are the same or parameters. */
export function isRouteOf({ method, segments }: Route, endpoint: string): boolean {
  const [own = '', path = ''] = endpoint.split(/\s+/);
  const { segments: wanted } = routeOf(own, path);
  const asked = segments.slice(segments.length - wanted.length);
  return (
    own.toUpperCase() === method &&
    asked.length === wanted.length &&
    wanted.every((segment, place) => isParameter(segment) || segment.toLowerCase() === asked[place]?.toLowerCase())
  );
}
