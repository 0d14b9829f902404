import * as Ariakit from "@ariakit/react";
import type { Account, ConversationInfo, ConversationSummary } from "@carillon/client";
import { useConversations, useView } from "@carillon/client/react";
import { Hash, UsersRound } from "lucide-react";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { partnerOf, plainName, useUserName } from "../chat/names.ts";
import { conversationPath } from "../chat/paths.ts";
import { UserAvatar } from "../chat/UserAvatar.tsx";
import { whenListed } from "../chat/when-listed.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { useWriteTo } from "../people/use-write-to.ts";
import { useProblem } from "../ui/problem.ts";
import { useToast } from "../ui/toast.tsx";
import { match } from "./switcher-hits.ts";
import "./switcher.css";

type Place =
  | {
      readonly kind: "conversation";
      readonly key: string;
      readonly name: string;
      readonly summary: ConversationSummary;
    }
  | { readonly kind: "person"; readonly key: string; readonly name: string; readonly account: Account }
  | { readonly kind: "channel"; readonly key: string; readonly name: string; readonly channel: ConversationInfo };

const MAX_SHOWN = 12;
const REST_MS = 120;

/** Ctrl+K: to any conversation, person or channel by a few letters of its name. */
export function Switcher({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const places = usePlaces(typed);
  const go = useGo(close);
  return (
    <Ariakit.Dialog
      open
      onClose={close}
      backdrop={<div className="veil" />}
      className="dialog top"
      aria-label={t("switcher.title")}
    >
      <Ariakit.ComboboxProvider
        open
        setValue={setTyped}
        includesBaseElement={false}
        focusLoop
        defaultActiveId={undefined}
      >
        <Ariakit.Combobox
          className="switcher-input"
          autoFocus
          autoSelect="always"
          placeholder={t("switcher.placeholder")}
          aria-label={t("switcher.title")}
        />
        <Ariakit.ComboboxList className="switcher-list" alwaysVisible>
          {places.map((place) => (
            <Ariakit.ComboboxItem
              key={place.key}
              value={place.key}
              className="menu-item"
              setValueOnClick={false}
              onClick={() => go(place)}
            >
              <PlaceIcon place={place} />
              <bdi className="one-line grow">{place.name}</bdi>
              {place.kind === "channel" && <small>{t("switcher.join")}</small>}
              {place.kind === "conversation" && place.summary.unread > 0 && (
                <span className="badge quiet">{place.summary.unread}</span>
              )}
            </Ariakit.ComboboxItem>
          ))}
          {places.length === 0 && <div className="empty">{t("switcher.none")}</div>}
        </Ariakit.ComboboxList>
      </Ariakit.ComboboxProvider>
    </Ariakit.Dialog>
  );
}

function PlaceIcon({ place }: { readonly place: Place }) {
  const self = useUserName();
  if (place.kind === "person") {
    return <UserAvatar user={place.account.user} size={24} />;
  }
  const partner = place.kind === "conversation" ? partnerOf(place.summary, self) : undefined;
  if (partner !== undefined) {
    return <UserAvatar user={partner} size={24} present />;
  }
  const channel = place.kind === "channel" || place.summary.kind === "channel";
  return channel ? <Hash size={18} aria-hidden /> : <UsersRound size={18} aria-hidden />;
}

/** What goes best with what was typed: first one's own conversations, then people, then other channels. */
function usePlaces(typed: string): readonly Place[] {
  const { t } = useTranslation();
  const view = useView();
  const self = useUserName();
  const conversations = useConversations();
  const [found, setFound] = useState<{ users: readonly Account[]; channels: readonly ConversationInfo[] }>();
  const query = typed.trim().replace(/^[#@]/, "");

  useEffect(() => {
    if (query === "") {
      setFound(undefined);
      return undefined;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      const options = { signal: stop.signal };
      Promise.all([
        view.http.users({ query, limit: MAX_SHOWN }, options),
        view.http.channels({ query, limit: MAX_SHOWN }, options),
      ]).then(
        ([users, channels]) => setFound({ users, channels }),
        () => {},
      );
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [query, view]);

  const nameOf = (user: string) => plainName(view.account(user).get()?.displayName ?? "") || user;
  const partners = new Set<string>();
  const own = conversations
    .map((summary) => {
      const partner = partnerOf(summary, self);
      if (partner !== undefined) {
        partners.add(partner);
      }
      const name = partner === undefined ? plainName(summary.name ?? "") || t("conversation.unnamed") : nameOf(partner);
      const score = Math.max(match(name, typed), partner === undefined ? 0 : match(partner, typed));
      return { place: { kind: "conversation" as const, key: summary.id, name, summary }, score };
    })
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ place }) => place);
  const people = (found?.users ?? [])
    .filter(({ user, disabled }) => !disabled && !partners.has(user))
    .map((account) => ({
      kind: "person" as const,
      key: `@${account.user}`,
      name: plainName(account.displayName) || account.user,
      account,
    }));
  const known = new Set(conversations.map(({ id }) => id));
  const others = (found?.channels ?? [])
    .filter(({ id }) => !known.has(id))
    .map((channel) => ({ kind: "channel" as const, key: channel.id, name: plainName(channel.name ?? ""), channel }));
  return [...own, ...people, ...others].slice(0, MAX_SHOWN);
}

function useGo(close: () => void): (place: Place) => void {
  const view = useView();
  const self = useUserName();
  const [, navigate] = useLocation();
  const writeTo = useWriteTo();
  const toast = useToast();
  const problemOf = useProblem();
  return (place) => {
    close();
    switch (place.kind) {
      case "conversation":
        navigate(conversationPath(place.summary.id));
        focusComposer();
        break;
      case "person":
        writeTo([place.account.user]);
        break;
      case "channel":
        view.http.addMembers(place.channel.id, [self]).then(
          () => whenListed(view, place.channel.id).then(() => navigate(conversationPath(place.channel.id))),
          (error: unknown) => toast(problemOf(error)),
        );
        break;
    }
  };
}

/** One goes to a conversation in order to write there; by itself the dialog would give the focus back to nothing. */
function focusComposer(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(".composer-text")?.focus());
}
