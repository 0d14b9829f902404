import { useTranslation } from "../i18n/use-translation.tsx";
import { Question } from "../ui/Dialog.tsx";

export function DeleteQuestion({ answer }: { readonly answer: (sure: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <Question
      title={t("message.deleteQuestion")}
      about={t("message.deleteAbout")}
      yes={t("message.delete")}
      answer={answer}
    />
  );
}
