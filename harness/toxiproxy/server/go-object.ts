import { badRequestBody } from './api-error.ts';

/**
 * A JSON object read as Go reads one into a struct: keys match whatever their case, unknown keys
 * and nulls are ignored, and a value of another type is refused.
 */
export class GoObject {
  readonly #type: string;
  readonly #fields: ReadonlyMap<string, unknown>;

  /** @throws ApiError 400 unless the value is an object or null. */
  constructor(value: unknown, type: string) {
    if (typeof value !== 'object' || Array.isArray(value)) {
      throw badRequestBody(`json: cannot unmarshal ${kindOf(value)} into Go value of type ${type}`);
    }
    this.#type = type;
    this.#fields = new Map(
      Object.entries(value ?? {}).map(([key, field]) => [key.toLowerCase(), field]),
    );
  }

  string(name: string, fallback: string): string {
    const value = this.#field(name);
    if (value === undefined) return fallback;
    if (typeof value !== 'string') throw this.#mismatch(name, value, 'string');
    return value;
  }

  boolean(name: string, fallback: boolean): boolean {
    const value = this.#field(name);
    if (value === undefined) return fallback;
    if (typeof value !== 'boolean') throw this.#mismatch(name, value, 'bool');
    return value;
  }

  /** A float32, as the shortest decimal that stands for it. */
  float32(name: string, fallback: number): number {
    const value = this.#field(name);
    if (value === undefined) return fallback;
    if (typeof value !== 'number') throw this.#mismatch(name, value, 'float32');
    if (!Number.isFinite(Math.fround(value))) throw this.#mismatch(name, value, 'float32');
    return shortestFloat32(value);
  }

  integer(name: string, fallback: number): number {
    const value = this.#field(name);
    if (value === undefined) return fallback;
    if (!Number.isSafeInteger(value) || typeof value !== 'number') {
      throw this.#mismatch(name, value, 'int64');
    }
    return value;
  }

  object(name: string, type: string): GoObject {
    return new GoObject(this.#field(name) ?? null, type);
  }

  #field(name: string): unknown {
    return this.#fields.get(name) ?? undefined;
  }

  #mismatch(name: string, value: unknown, wanted: string): Error {
    const kind =
      typeof value === 'number' && wanted === 'int64' ? `number ${value}` : kindOf(value);
    return badRequestBody(
      `json: cannot unmarshal ${kind} into Go struct field ${this.#type}.${name} of type ${wanted}`,
    );
  }
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function shortestFloat32(value: number): number {
  const wanted = Math.fround(value);
  for (let digits = 1; digits < 9; digits += 1) {
    const shorter = Number(wanted.toPrecision(digits));
    if (Math.fround(shorter) === wanted) return shorter;
  }
  return Number(wanted.toPrecision(9));
}
