import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";

export interface ToastAction {
  readonly text: string;
  readonly act: () => void;
}

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action?: ToastAction | undefined;
}

type Say = (text: string, action?: ToastAction) => void;

const ToastContext = createContext<Say>(() => {});
const SHOWN_MS = 5_000;
const WITH_ACTION_MS = 12_000;
const MAX_SHOWN = 3;

/** Shows short notes at the bottom of the page, and says them to screen readers. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const next = useRef(1);

  const remove = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), []);
  const say = useCallback<Say>(
    (text, action) => {
      const id = next.current++;
      setToasts((shown) => [...shown.filter((toast) => toast.text !== text), { id, text, action }].slice(-MAX_SHOWN));
      setTimeout(() => remove(id), action === undefined ? SHOWN_MS : WITH_ACTION_MS);
    },
    [remove],
  );
  const list = useMemo(
    () => (
      <div className="toasts" role="status">
        {toasts.map(({ id, text, action }) => (
          <div key={id} className="toast">
            <span>{text}</span>
            {action !== undefined && (
              <button
                type="button"
                onClick={() => {
                  remove(id);
                  action.act();
                }}
              >
                {action.text}
              </button>
            )}
          </div>
        ))}
      </div>
    ),
    [toasts, remove],
  );
  return (
    <ToastContext value={say}>
      {children}
      {list}
    </ToastContext>
  );
}

export function useToast(): Say {
  return useContext(ToastContext);
}
