/** So long a page waits for the network where a kept one would do. */
const PATIENCE_MS = 3_000;

/**
 * From the network, so that a new version is seen at once; what was kept if there is none, if it hangs, and if
 * something between here and the server says that it cannot now.
 */
export async function freshOrKept(
  network: Promise<Response>,
  kept: () => Promise<Response | undefined>,
): Promise<Response> {
  const fresh = network.catch(() => undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  const answer = await Promise.race([fresh, late]);
  clearTimeout(timer);
  if (answer !== undefined && answer.status < 500) {
    return answer;
  }
  return (await kept()) ?? (await fresh) ?? Response.error();
}
