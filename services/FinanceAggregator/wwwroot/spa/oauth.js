// OAuth 2.0 in a browser: authorization code with PKCE for a client that can keep no secret (RFC 6749, 7636, 9207, 9700).

const encode = bytes => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const random = () => encode(crypto.getRandomValues(new Uint8Array(32)));
const digest = async text => encode(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));

export class Client {
  #id; #redirectUri; #issuer; #metadata; #tell;

  constructor(id, redirectUri, issuer, tell) {
    this.#id = id;
    this.#redirectUri = redirectUri;
    this.#issuer = issuer;
    this.#tell = tell;
  }

  // Sends the browser to the bank. What has to survive that trip is kept in this tab, and is worth nothing without the code.
  async ask(scope) {
    const { authorization_endpoint } = await this.#discover();
    const [state, verifier] = [random(), random()];
    sessionStorage.setItem("trip", JSON.stringify({ state, verifier }));
    const address = new URL(authorization_endpoint);
    address.search = new URLSearchParams({
      response_type: "code", client_id: this.#id, redirect_uri: this.#redirectUri, scope, state,
      code_challenge: await digest(verifier), code_challenge_method: "S256",
    });
    location.assign(address);
  }

  // Takes the bank's answer out of the address, checks it, and exchanges the code. Null when there is no answer.
  async receive() {
    const answer = new URLSearchParams(location.search);
    const trip = JSON.parse(sessionStorage.getItem("trip") ?? "null");
    sessionStorage.removeItem("trip");
    if (!answer.has("state")) return null;
    history.replaceState(null, "", "/spa"); // neither history nor a reload sees the code again

    if (trip === null || answer.get("state") !== trip.state) throw new Error("This answer belongs to no question of this tab, so it was not used.");
    if (answer.get("iss") !== this.#issuer) throw new Error("This answer names another sender than the bank, so it was not used.");
    if (answer.has("error")) throw new Error(answer.get("error") === "access_denied" ? "You said no. Nothing was shared." : `The bank said ${answer.get("error")}.`);
    this.#tell("Authorization response: a code, with the state of this tab and the bank's name. All three were checked.");

    const { token_endpoint } = await this.#discover();
    const token = await this.#post(token_endpoint, {
      grant_type: "authorization_code", code: answer.get("code"), redirect_uri: this.#redirectUri, code_verifier: trip.verifier,
    });
    this.#tell(`Token request: the code and its verifier, no secret. Granted: ${token.scope ?? "what was asked for"}. ${token.refresh_token ? "" : "No refresh token."}`);
    return token;
  }

  // Gives the token back, so that it opens nothing any more (RFC 7009).
  async revoke(token) {
    const { revocation_endpoint } = await this.#discover();
    await this.#post(revocation_endpoint, { token });
    this.#tell("Revocation: the bank was told that the token is not needed any more.");
  }

  async #discover() {
    if (this.#metadata) return this.#metadata;
    const metadata = await (await fetch(new URL(".well-known/openid-configuration", this.#issuer))).json();
    if (metadata.issuer !== this.#issuer) throw new Error("The bank's metadata names another issuer.");
    return this.#metadata = metadata;
  }

  async #post(address, parameters) {
    const response = await fetch(address, { method: "POST", body: new URLSearchParams({ client_id: this.#id, ...parameters }) });
    const answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : {};
    if (!response.ok) throw new Error(`The bank said ${answer.error ?? response.status}.`);
    return answer;
  }
}
