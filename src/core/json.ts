/** Any JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** Whether a value is an object with named values. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value that an object itself has under a name; what every object inherits is none. */
export function ownValue<Value>(values: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;
}

/** The value that keys lead to, through objects and lists; `undefined` where they lead nowhere. */
export function valueAt(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((found, key) => {
    if (Array.isArray(found)) return (found as readonly unknown[])[Number(key)];
    return isRecord(found) ? ownValue(found, key) : undefined;
  }, value);
}

/** Whether a JSON value is a list; `Array.isArray` doesn't tell a list that can't be changed from an object. */
export function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
