/** Makes an element with what is in it. Texts become text nodes: nothing is ever parsed as HTML. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  about: { readonly class?: string; readonly part?: string } & Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(about)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export function button(label: string, name: string, click: () => void): HTMLButtonElement {
  const made = el("button", { type: "button", class: name }, label);
  made.addEventListener("click", click);
  return made;
}
