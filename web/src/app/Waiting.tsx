import { useTranslation } from "../i18n/use-translation.tsx";

export function Waiting() {
  const { t } = useTranslation();
  return (
    <div className="empty" role="status">
      <div className="spinner" />
      <span className="unseen">{t("loading")}</span>
    </div>
  );
}
