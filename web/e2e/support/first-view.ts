import type { Page } from "@playwright/test";

/** What a page has fetched of the client until now, in bytes as they came over the network. */
export function firstView(page: Page): Promise<{ bytes: number; files: readonly string[] }> {
  return page.evaluate(() => {
    const fetched = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
    const own = (fetched as PerformanceResourceTiming[]).filter(
      ({ name }) => !new URL(name).pathname.startsWith("/v1/"),
    );
    return {
      bytes: own.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
      files: own.map(({ name, encodedBodySize }) => `${encodedBodySize} ${new URL(name).pathname}`),
    };
  });
}
