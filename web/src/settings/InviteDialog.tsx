import { useTranslation } from "../i18n/use-translation.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { InvitationLink } from "./InvitationLink.tsx";

export function InviteDialog({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t("sidebar.invite")} close={close}>
      <InvitationLink />
    </Dialog>
  );
}
