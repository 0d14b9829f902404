import { useTranslation } from "../i18n/use-translation.tsx";
import { Question } from "../ui/Dialog.tsx";
import { useSession } from "./session.tsx";

export function SignOutQuestion({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const { signOut } = useSession();
  return (
    <Question
      title={t("sidebar.signOutQuestion")}
      about={t("sidebar.signOutAbout")}
      yes={t("sidebar.signOut")}
      answer={(sure) => {
        close();
        if (sure) {
          void signOut();
        }
      }}
    />
  );
}
