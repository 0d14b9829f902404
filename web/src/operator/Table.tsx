import { type ReactNode, useId } from "react";

/** A table with its heading; wide ones are scrolled in themselves, by keys as well. */
export function Table({
  title,
  aside,
  columns,
  children,
}: {
  readonly title: string;
  readonly aside?: ReactNode;
  /** Headings; those of columns of buttons are only read aloud. */
  readonly columns: readonly (string | { readonly unseen: string })[];
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="operator-section">
      <header>
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      <div className="operator-table" role="region" aria-labelledby={id} tabIndex={0}>
        <table aria-labelledby={id}>
          <thead>
            <tr>
              {columns.map((column) =>
                typeof column === "string" ? (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ) : (
                  <th key={column.unseen} scope="col">
                    <span className="unseen">{column.unseen}</span>
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
    </section>
  );
}

/** What stands instead of rows where there are none. */
export function NoRows({ columns, children }: { readonly columns: number; readonly children: ReactNode }) {
  return (
    <tr>
      <td className="operator-none" colSpan={columns}>
        {children}
      </td>
    </tr>
  );
}
