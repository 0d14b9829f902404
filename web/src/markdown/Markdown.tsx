import type { Token, Tokens } from "marked";
import { Fragment, memo, type ReactNode } from "react";
import { CodeBlock } from "./CodeBlock.tsx";
import { isOnlyEmoji, tamed } from "./hostile.ts";
import { MessageLink } from "./MessageLink.tsx";
import { mentionParts } from "./mention-parts.ts";
import { Mention } from "./Mention.tsx";
import { parsed } from "./parse.ts";
import "./markdown.css";

/** Deeper than anyone writes. */
const MAX_DEPTH = 16;

/** A text in Markdown, straight to elements: what is not known here is shown as the text that it is. */
export const Markdown = memo(function Markdown({ text }: { readonly text: string }) {
  const calm = tamed(text);
  const tokens = parsed(calm);
  const emoji = isOnlyEmoji(calm) ? "md-emoji" : "";
  return (
    <div className={`md foreign ${emoji}`} dir="auto">
      {tokens === undefined ? <p className="md-plain">{calm}</p> : blocks(tokens, 0)}
    </div>
  );
});

function each(tokens: readonly Token[] | undefined, show: (token: Token) => ReactNode): ReactNode {
  return tokens?.map((token, at) => <Fragment key={at}>{show(token)}</Fragment>);
}

function blocks(tokens: readonly Token[] | undefined, depth: number): ReactNode {
  return each(tokens, (token) => (depth > MAX_DEPTH ? token.raw : block(token as Tokens.Generic, depth + 1)));
}

function block(token: Tokens.Generic, depth: number): ReactNode {
  switch (token.type) {
    case "space":
      return null;
    case "paragraph":
      return <p>{inlines(token.tokens, depth)}</p>;
    case "text":
      return token.tokens === undefined ? words(token.text as string) : inlines(token.tokens, depth);
    case "heading":
      // The page's headings are the client's own: a message has none.
      return <p className="md-heading">{inlines(token.tokens, depth)}</p>;
    case "code":
      return <CodeBlock text={token["text"] as string} lang={(token["lang"] as string | undefined) ?? ""} />;
    case "blockquote":
      return <blockquote>{blocks(token.tokens, depth)}</blockquote>;
    case "list":
      return list(token as Tokens.List, depth);
    case "table":
      return table(token as Tokens.Table, depth);
    case "hr":
      return <hr />;
    default:
      return <p>{token.raw}</p>;
  }
}

function list(token: Tokens.List, depth: number): ReactNode {
  const items = token.items.map((item, at) => (
    <li key={at}>
      {item.task && <input type="checkbox" checked={item.checked === true} readOnly tabIndex={-1} aria-hidden />}
      {blocks(
        item.tokens.filter(({ type }) => type !== "checkbox"),
        depth,
      )}
    </li>
  ));
  return token.ordered ? <ol start={typeof token.start === "number" ? token.start : 1}>{items}</ol> : <ul>{items}</ul>;
}

function table(token: Tokens.Table, depth: number): ReactNode {
  return (
    <div className="md-table" tabIndex={0} role="group">
      <table>
        <thead>
          <tr>
            {token.header.map((cell, at) => (
              <th key={at}>{inlines(cell.tokens, depth)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={column}>{inlines(cell.tokens, depth)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inlines(tokens: readonly Token[] | undefined, depth: number): ReactNode {
  return each(tokens, (token) => (depth > MAX_DEPTH ? token.raw : inline(token as Tokens.Generic, depth + 1)));
}

function inline(token: Tokens.Generic, depth: number): ReactNode {
  switch (token.type) {
    case "strong":
      return <strong>{inlines(token.tokens, depth)}</strong>;
    case "em":
      return <em>{inlines(token.tokens, depth)}</em>;
    case "del":
      return <del>{inlines(token.tokens, depth)}</del>;
    case "codespan":
      return <code>{token["text"] as string}</code>;
    case "br":
      return <br />;
    case "link":
      return (
        <MessageLink href={token["href"] as string} text={token["text"] as string} raw={token.raw}>
          {inlines(token.tokens, depth)}
        </MessageLink>
      );
    case "image":
      // Nothing is fetched from elsewhere because somebody wrote so.
      return (
        <MessageLink href={token["href"] as string} text={token["text"] as string} raw={token.raw}>
          {(token["text"] as string) || (token["href"] as string)}
        </MessageLink>
      );
    case "escape":
      return token["text"] as string;
    case "text":
      return token.tokens === undefined ? words(token["text"] as string) : inlines(token.tokens, depth);
    default:
      return token.raw;
  }
}

function words(text: string): ReactNode {
  if (!text.includes("@")) {
    return text;
  }
  return mentionParts(text).map((part, at) => (typeof part === "string" ? part : <Mention key={at} mention={part} />));
}
