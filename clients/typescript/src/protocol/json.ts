import { InvalidValueError, ProtocolError } from "./errors.ts";
import { checkedInteger } from "./rules.ts";

/** `T` without its undefined fields: what is absent has no field at all. */
export function compact<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) {
      result[name] = value;
    }
  }
  return result as { [K in keyof T]: Exclude<T[K], undefined> };
}

/**
 * A JSON object from outside: what is asked for has the right type, or an error names the field.
 *
 * `null` counts as absent; fields nobody asks for do no harm. The text is parsed by the platform: it is the
 * fastest parser there is and costs a page no bytes. It takes a name that stands twice (the last counts) and an
 * integer written as `7.0`, which no server of this protocol sends.
 */
export class JsonObject {
  readonly #fields: Readonly<Record<string, unknown>>;

  private constructor(fields: Readonly<Record<string, unknown>>) {
    this.#fields = fields;
  }

  /** @throws ProtocolError if the text is not one JSON object */
  static parse(text: string): JsonObject {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new ProtocolError("not JSON");
    }
    return JsonObject.of(value);
  }

  /** @throws ProtocolError if the value is not an object as JSON has it */
  static of(value: unknown): JsonObject {
    if (!isObject(value)) {
      throw new ProtocolError("not a JSON object");
    }
    return new JsonObject(value);
  }

  #value(name: string): unknown {
    return Object.hasOwn(this.#fields, name) ? (this.#fields[name] ?? undefined) : undefined;
  }

  stringOrAbsent(name: string): string | undefined {
    const value = this.#value(name);
    if (value !== undefined && typeof value !== "string") {
      throw wrongType(name, "a string");
    }
    return value;
  }

  string(name: string): string {
    return required(name, this.stringOrAbsent(name));
  }

  /** A string that is one of these. */
  oneOf<T extends string>(name: string, values: readonly T[]): T {
    const given = this.string(name);
    return required(
      name,
      values.find((value) => value === given),
    );
  }

  oneOfOrAbsent<T extends string>(name: string, values: readonly T[]): T | undefined {
    return this.#value(name) === undefined ? undefined : this.oneOf(name, values);
  }

  integerOrAbsent(name: string, min: number): number | undefined {
    const value = this.#value(name);
    return value === undefined ? undefined : checkedInteger(name, value, min);
  }

  integer(name: string, min: number): number {
    return required(name, this.integerOrAbsent(name, min));
  }

  booleanOr(name: string, otherwise: boolean): boolean {
    return this.booleanOrAbsent(name) ?? otherwise;
  }

  booleanOrAbsent(name: string): boolean | undefined {
    const value = this.#value(name);
    if (value !== undefined && typeof value !== "boolean") {
      throw wrongType(name, "true or false");
    }
    return value;
  }

  object(name: string): JsonObject {
    const value = this.#value(name);
    if (!isObject(value)) {
      throw wrongType(name, "an object");
    }
    return new JsonObject(value);
  }

  /** The items of an array; undefined if it is absent. */
  itemsOrAbsent(name: string, maxItems: number): readonly unknown[] | undefined {
    const value = this.#value(name);
    if (value !== undefined && (!Array.isArray(value) || value.length > maxItems)) {
      throw wrongType(name, `an array of at most ${maxItems}`);
    }
    return value as readonly unknown[] | undefined;
  }

  items(name: string, maxItems: number): readonly unknown[] {
    return required(name, this.itemsOrAbsent(name, maxItems));
  }

  objects(name: string, maxItems: number): readonly JsonObject[] {
    return this.items(name, maxItems).map((item) => {
      if (!isObject(item)) {
        throw wrongType(name, "objects only");
      }
      return new JsonObject(item);
    });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function required<T>(name: string, value: T | undefined): T {
  if (value === undefined) {
    throw new InvalidValueError(`${name}: missing or not known`);
  }
  return value;
}

function wrongType(name: string, expected: string): InvalidValueError {
  return new InvalidValueError(`${name}: wrong type (expected: ${expected})`);
}
