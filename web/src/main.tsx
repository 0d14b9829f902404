import "./styles/tokens.css";
import "./styles/base.css";
import "./ui/ui.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { applyTheme } from "./app/theme.ts";
import { startTexts } from "./i18n/i18n.ts";
import { TranslationProvider } from "./i18n/use-translation.tsx";
import { registerWorker } from "./offline/register.ts";

applyTheme();
const root = document.getElementById("root");
if (root !== null) {
  await startTexts();
  createRoot(root).render(
    <StrictMode>
      <TranslationProvider>
        <App />
      </TranslationProvider>
    </StrictMode>,
  );
  registerWorker();
}
