import { useEffect, useState } from "react";
import { useTranslation } from "../i18n/use-translation.tsx";

/** What is there sooner is not worth a word. */
const CALM_MS = 600;

export function Waiting() {
  const { t } = useTranslation();
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLasting(true), CALM_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="empty" role="status">
      <div className="spinner" />
      <span className="unseen">{lasting && t("loading")}</span>
    </div>
  );
}
