import { Client } from "/spa/oauth.js";

const meta = name => document.querySelector(`meta[name=${name}]`).content;
const part = id => document.getElementById(id);
const messages = [];
const tell = text => {
  messages.push(text);
  part("messages").replaceChildren(...messages.map(message => line(message)));
};

const bank = new Client("tidepool-spa", new URL("/spa/callback", location.origin).href, meta("issuer"), tell);
let token = null; // the only place where it is

part("connect").addEventListener("click", () => guarded(() => bank.ask("accounts:read balances:read")));
part("forget").addEventListener("click", () => guarded(async () => {
  const given = token.access_token;
  forget();
  await bank.revoke(given);
}));

await guarded(async () => {
  const answer = await bank.receive();
  if (answer === null) return;
  token = answer;
  await showMoney();
  countDown(Date.now() + token.expires_in * 1000);
});

async function showMoney() {
  const { data } = await read("accounts");
  tell(`GET /api/accounts, straight from this page: ${data.length} of your accounts.`);
  const lines = await Promise.all(data.map(async account => {
    const balance = token.scope?.includes("balances:read") === false ? null : (await read(`accounts/${account.accountId}/balances`)).data;
    return line(`${account.name} ${account.maskedNumber}`, balance && money(balance));
  }));
  part("accounts").replaceChildren(...lines);
  [part("money").hidden, part("forget").hidden, part("connect").hidden] = [false, false, true];
}

async function read(path) {
  const response = await fetch(new URL(path, meta("api")), { headers: { Authorization: `Bearer ${token.access_token}` } });
  if (!response.ok) throw new Error(`The bank's API answered ${response.status}.`);
  return response.json();
}

function countDown(end) {
  const left = Math.round((end - Date.now()) / 1000);
  part("left").textContent = `${Math.floor(left / 60)} min ${left % 60} s`;
  if (token === null) return;
  if (left > 0) setTimeout(countDown, 1000, end);
  else forget();
}

function forget() {
  token = null;
  [part("money").hidden, part("forget").hidden, part("connect").hidden] = [true, true, false];
  part("accounts").replaceChildren();
}

function money({ current, currency }) {
  return new Intl.NumberFormat("en", { style: "currency", currency, signDisplay: "exceptZero" }).format(Number(current));
}

function line(text, amount) {
  const item = document.createElement("li");
  item.append(text);
  if (amount) item.append(Object.assign(document.createElement("span"), { className: "amount", textContent: amount }));
  return item;
}

async function guarded(act) {
  part("problem").hidden = true;
  try {
    await act();
  } catch (problem) {
    const text = problem instanceof TypeError ? "The bank does not answer this page. Try again in a moment." : problem.message;
    Object.assign(part("problem"), { textContent: text, hidden: false });
  }
}
