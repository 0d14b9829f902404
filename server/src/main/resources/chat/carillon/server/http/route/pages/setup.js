// The link's secret is behind '#', which browsers do not send: it reaches the server in this form only.
const form = document.getElementById("form");
const outcome = document.getElementById("outcome");

function say(text, problem) {
  outcome.textContent = text;
  outcome.className = problem ? "problem" : "";
}

const setupToken = location.hash.slice(1);
if (!setupToken) {
  say("Open this page by the link that the server's first start printed.", true);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    const fields = Object.fromEntries(new FormData(form));
    if (!fields.displayName) {
      delete fields.displayName;
    }
    const response = await fetch("/v1/setup", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ setupToken, ...fields }),
    });
    const answer = await response.json();
    if (response.ok) {
      form.hidden = true;
      history.replaceState(null, "", "/setup");
      say(`${answer.user} is the administrator. Log in with a client, and invite others.`, false);
    } else {
      say(answer.detail, true);
    }
  } catch {
    say("The server cannot be reached.", true);
  } finally {
    button.disabled = false;
  }
});
