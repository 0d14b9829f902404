/** Requests and transactions of the browser's database as promises. */
import { CarillonError } from "../protocol/errors.ts";

export async function lastKey(request: IDBRequest<IDBCursor | null>): Promise<number | undefined> {
  const cursor = await done(request);
  const key = cursor?.key;
  return Array.isArray(key) ? Number(key[1]) : undefined;
}

export function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(failure(request.error));
  });
}

export function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(failure(transaction.error));
  });
}

/** As {@link committed}; also done if something is there already that may be there once: then nothing is changed. */
export async function committedUnlessTaken(transaction: IDBTransaction): Promise<void> {
  try {
    await committed(transaction);
  } catch (e) {
    if (transaction.error?.name !== "ConstraintError") {
      throw e;
    }
  }
}

/** Such as a full disk, or a private window. */
export function failure(error: DOMException | null): CarillonError {
  return new CarillonError("unavailable", `the browser's database: ${error?.name ?? "failed"}`);
}
