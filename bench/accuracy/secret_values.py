"""Secrets: what their values look like, from what providers publish. Drawn when they are needed, so that no file
holds one."""

from __future__ import annotations

import base64
import json
import zlib

from drawing import Draw
from personal import Kind

KINDS: dict[str, Kind] = {}
FRAMES: dict[str, list[str]] = {}  # texts in which alone a value of the entity is one
# The same text by two names.
ALIKE = {"SECRET_PASSWORD_IN_URL": {"URL_CREDENTIALS"}, "URL_CREDENTIALS": {"SECRET_PASSWORD_IN_URL"},
         "SECRET_AZURE_STORAGE_KEY": {"SECRET_AZURE_STORAGE_CONNECTION_STRING"},
         "SECRET_CLOUDINARY_URL": {"URL_CREDENTIALS"}, "SESSION_ID": {"COOKIE_HEADER", "SECRET_COOKIE_SESSION"},
         "SECRET_COOKIE_SESSION": {"COOKIE_HEADER", "SESSION_ID"}, "COOKIE_HEADER": {"SESSION_ID", "SECRET_COOKIE_SESSION"},
         **{e: {"POSTAL_CODE", "DE_PLZ", "FR_POSTAL_CODE", "ES_POSTAL_CODE", "IT_POSTAL_CODE", "US_ZIP_CODE"}
            for e in ("POSTAL_CODE", "DE_PLZ", "FR_POSTAL_CODE", "ES_POSTAL_CODE", "IT_POSTAL_CODE", "US_ZIP_CODE")}}


def add(entity: str, shape, labels: str = "", **more) -> None:
    """Labels by default: the entity's own words, as they stand in a sentence and as a variable is called."""
    words = entity.removeprefix("SECRET_")
    KINDS[entity] = Kind(entity, labels.split("|") if labels else [words.replace("_", " ").lower(), words], shape, **more)


def framed(entity: str, shape, *frames: str, **more) -> None:
    """Only inside one of the texts is the value one."""
    add(entity, shape, **more)
    FRAMES[entity] = list(frames)


def encoded(make):
    """Base64 of what is drawn; without the padding if that ends in it."""
    return lambda d: base64.b64encode(make(d)).decode()


_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def checked(prefix: str):
    """Thirty characters and their CRC32 in base 62, as GitHub and npm write it."""

    def make(d: Draw) -> str:
        body = d.like(r"\w{30}")
        rest, tail = zlib.crc32(body.encode()), ""
        for _ in range(6):
            rest, digit = divmod(rest, 62)
            tail = _BASE62[digit] + tail
        return prefix + body + tail

    return make


for _name, _prefix in (("PAT", "ghp_"), ("OAUTH_TOKEN", "gho_"), ("USER_TO_SERVER_TOKEN", "ghu_"), ("SERVER_TO_SERVER_TOKEN", "ghs_"), ("REFRESH_TOKEN", "ghr_")):
    add(f"SECRET_GITHUB_{_name}", checked(_prefix), "github token|GITHUB_TOKEN|token")
add("SECRET_NPM_TOKEN", checked("npm_"), "npm token|NPM_TOKEN")


def _aws_key_id(d: Draw) -> str:
    """Sixteen characters of base 32, with an account's twelve digits in them."""
    number = (d.randrange(10**12) << 7 | d.randrange(128)).to_bytes(6, "big") + d.randbytes(4)
    return d.choice(["AKIA", "ASIA"]) + base64.b32encode(bytes([number[0] | 0x80]) + number[1:]).decode()


add("SECRET_AWS_ACCESS_KEY_ID", _aws_key_id, "aws_access_key_id|AWS access key|key id")
add("SECRET_AWS_SECRET_ACCESS_KEY", lambda d: base64.b64encode(d.randbytes(30)).decode(), "aws_secret_access_key|AWS secret access key|aws secret key")

# --- with a beginning of their own: entity after SECRET_, pattern -----------------------------------------

for _line in r"""
1PASSWORD_SECRET_KEY A3-[A-Z0-9]{6}-[A-Z0-9]{6}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}
ADAFRUIT_IO_KEY aio_\w{28}
ADOBE_CLIENT_SECRET p8e-\w{32}
AIRTABLE_PAT pat\w{14}\.\x{64}
AIVEN_SERVICE_PASSWORD AVNS_[A-Za-z0-9_-]{19}
ALIBABA_ACCESS_KEY_ID LTAI\w{20}
ANTHROPIC_API_KEY sk-ant-api03-[A-Za-z0-9_-]{93}AA
ANTHROPIC_ADMIN_KEY sk-ant-admin01-[A-Za-z0-9_-]{93}AA
ANTHROPIC_OAUTH_TOKEN sk-ant-oat01-[A-Za-z0-9_-]{86}AA
APIFY_TOKEN apify_api_\w{36}
APPSYNC_API_KEY da2-[a-z0-9]{26}
ARTIFACTORY_API_KEY AKCp\w{69}
AUTHRESS_ACCESS_KEY sc_[a-z0-9]{5}\.[a-z0-9]{4}\.acc-[a-z0-9]{10}\.[a-z0-9]{30}
AWS_MWS_TOKEN amzn\.mws\.\x{8}-\x{4}-4\x{3}-a\x{3}-\x{12}
AZURE_AD_CLIENT_SECRET \w{3}8Q~\w{34}
BREVO_API_KEY xkeysib-\x{64}-\w{16}
BREVO_SMTP_KEY xsmtpsib-\x{64}-\w{16}
BRAINTREE_ACCESS_TOKEN access_token\$production\$[a-z0-9]{16}\$\x{32}
BUILDKITE_TOKEN bkua_[a-z0-9]{40}
CIRCLECI_PAT CCIPAT_\w{22}_\x{40}
CIRCLECI_PROJECT_TOKEN CCIPRJ_\w{22}_\x{40}
CLICKHOUSE_CLOUD_SECRET 4b1d\w{38}
CLICKUP_TOKEN pk_\d{8}_[A-Z0-9]{32}
CLOJARS_TOKEN CLOJARS_\x{60}
CLOUDFLARE_ORIGIN_CA_KEY v1\.0-\x{24}-\x{146}
CLOUDINARY_URL cloudinary://\d{15}:[A-Za-z0-9_-]{27}@\l{6,9}
CONTENTFUL_PAT CFPAT-[A-Za-z0-9_-]{43}
DATABRICKS_TOKEN dapi\x{32}
DATABRICKS_OAUTH_SECRET dose\x{32}
DEFINED_NETWORKING_TOKEN dnkey-[A-Za-z0-9_-]{26}-[A-Za-z0-9_-]{52}
DIGITALOCEAN_PAT dop_v1_\x{64}
DIGITALOCEAN_OAUTH_TOKEN doo_v1_\x{64}
DIGITALOCEAN_REFRESH_TOKEN dor_v1_\x{64}
DISCORD_WEBHOOK https://discord\.com/api/webhooks/\d{18}/[A-Za-z0-9_-]{68}
DOCKER_PAT dckr_pat_[A-Za-z0-9_-]{27}
DOCKER_ORG_TOKEN dckr_oat_[A-Za-z0-9_-]{32}
DOCKER_SWARM_TOKEN SWMTKN-1-[a-z0-9]{50}-[a-z0-9]{25}
DOPPLER_PERSONAL_TOKEN dp\.pt\.\w{43}
DOPPLER_SERVICE_TOKEN dp\.st\.(dev\.|prd\.)?\w{43}
DOPPLER_CLI_TOKEN dp\.ct\.\w{43}
DOPPLER_SERVICE_ACCOUNT_TOKEN dp\.sa\.\w{43}
DOPPLER_SCIM_TOKEN dp\.scim\.\w{43}
DOPPLER_AUDIT_TOKEN dp\.audit\.\w{43}
DUFFEL_TOKEN duffel_(test|live)_[A-Za-z0-9_-]{43}
DYNATRACE_TOKEN dt0c01\.[A-Z0-9]{24}\.[A-Z0-9]{64}
EASYPOST_API_KEY EZAK\w{54}
EASYPOST_TEST_KEY EZTK\w{54}
FIGMA_TOKEN figd_[A-Za-z0-9_-]{40}
FLUTTERWAVE_SECRET_KEY FLWSECK-[a-h0-9]{32}-X
FLUTTERWAVE_PUBLIC_KEY FLWPUBK-[a-h0-9]{32}-X
FRAMEIO_TOKEN fio-u-[A-Za-z0-9_-]{64}
GCP_API_KEY AIza[A-Za-z0-9_-]{35}
GCP_OAUTH_CLIENT_SECRET GOCSPX-[A-Za-z0-9_-]{28}
GCP_OAUTH_ACCESS_TOKEN ya29\.[A-Za-z0-9_-]{60}
GCP_OAUTH_CLIENT_ID \d{12}-[a-z0-9]{32}\.apps\.googleusercontent\.com
GITHUB_FINE_GRAINED_PAT github_pat_\w{22}_\w{59}
GITHUB_APP_CLIENT_ID Iv1\.\x{16}
GITLAB_PAT glpat-[A-Za-z0-9_-]{20}
GITLAB_DEPLOY_TOKEN gldt-[A-Za-z0-9_-]{20}
GITLAB_CI_JOB_TOKEN glcbt-\w{2}_[A-Za-z0-9_-]{20}
GITLAB_FEED_TOKEN glft-[A-Za-z0-9_-]{20}
GITLAB_FEATURE_FLAG_TOKEN glffct-[A-Za-z0-9_-]{20}
GITLAB_INCOMING_MAIL_TOKEN glimt-[A-Za-z0-9_-]{25}
GITLAB_AGENT_TOKEN glagent-[A-Za-z0-9_-]{50}
GITLAB_OAUTH_SECRET gloas-[A-Za-z0-9_-]{64}
GITLAB_PIPELINE_TRIGGER_TOKEN glptt-\x{40}
GITLAB_RUNNER_REGISTRATION_TOKEN GR1348941[A-Za-z0-9_-]{20}
GITLAB_RUNNER_TOKEN glrt-[A-Za-z0-9_-]{20}
GITLAB_SCIM_TOKEN glsoat-[A-Za-z0-9_-]{20}
GROQ_API_KEY gsk_\w{52}
HARNESS_PAT pat\.\w{22}\.\w{24}\.\w{20}
HASHICORP_TF_TOKEN \w{14}\.atlasv1\.[A-Za-z0-9_-]{67}
VAULT_SERVICE_TOKEN hvs\.[A-Za-z0-9_-]{95}
VAULT_BATCH_TOKEN hvb\.[A-Za-z0-9_-]{150}
HEROKU_API_KEY_V2 HRKU-AA[A-Za-z0-9_-]{58}
HUBSPOT_PRIVATE_APP_TOKEN pat-(na1|eu1)-\x{8}-\x{4}-4\x{3}-a\x{3}-\x{12}
HUGGINGFACE_TOKEN hf_[A-Za-z]{34}
HUGGINGFACE_ORG_TOKEN api_org_[A-Za-z]{34}
INFRACOST_TOKEN ico-\w{32}
INTRA42_CLIENT_SECRET s-s4t2ud-\x{64}
LANGSMITH_KEY lsv2_(pt|sk)_\x{32}_\x{10}
LINEAR_API_KEY lin_api_\w{40}
LINEAR_OAUTH_TOKEN lin_oauth_\x{64}
MAILCHIMP_API_KEY \x{32}-us\d
MAILGUN_API_KEY key-\x{32}
MAXMIND_LICENSE_KEY \w{6}_\w{29}_mmk
MICROSOFT_TEAMS_WEBHOOK https://contoso\.webhook\.office\.com/webhookb2/\x{8}-\x{4}-4\x{3}-a\x{3}-\x{12}@\x{8}-\x{4}-4\x{3}-a\x{3}-\x{12}/IncomingWebhook/\x{32}/\x{8}-\x{4}-4\x{3}-a\x{3}-\x{12}
MONGODB_SERVICE_ACCOUNT_SECRET mdb_sa_sk_[A-Za-z0-9_-]{40}
NEW_RELIC_USER_KEY NRAK-[A-Z0-9]{27}
NEW_RELIC_LICENSE_KEY \x{36}NRAL
NEW_RELIC_INSERT_KEY NRII-[A-Za-z0-9_-]{32}
NEW_RELIC_BROWSER_KEY NRJS-\x{19}
NOTION_TOKEN ntn_\d{11}\w{35}
NUGET_API_KEY oy2[a-z0-9]{43}
NVIDIA_API_KEY nvapi-[A-Za-z0-9_-]{64}
OCTOPUS_DEPLOY_KEY API-[A-Z0-9]{26}
OPENAI_API_KEY sk-\w{20}T3BlbkFJ\w{20}
OPENAI_PROJECT_KEY sk-proj-[A-Za-z0-9_-]{74}T3BlbkFJ[A-Za-z0-9_-]{74}
OPENAI_SERVICE_ACCOUNT_KEY sk-svcacct-[A-Za-z0-9_-]{74}T3BlbkFJ[A-Za-z0-9_-]{74}
OPENAI_ADMIN_KEY sk-admin-[A-Za-z0-9_-]{74}T3BlbkFJ[A-Za-z0-9_-]{74}
OPENROUTER_KEY sk-or-v1-\x{64}
OPENSHIFT_TOKEN sha256~[A-Za-z0-9_-]{43}
PAGARME_KEY ak_live_\w{30}
PAYSTACK_SECRET_KEY sk_live_\x{40}
PERPLEXITY_KEY pplx-\w{48}
PINECONE_KEY pcsk_\w{6}_\w{63}
PLAID_ACCESS_TOKEN access-(sandbox|production)-\x{8}-\x{4}-4\x{3}-a\x{3}-\x{12}
PLANETSCALE_TOKEN pscale_tkn_[A-Za-z0-9_-]{43}
PLANETSCALE_PASSWORD pscale_pw_[A-Za-z0-9_-]{43}
PLANETSCALE_OAUTH_TOKEN pscale_oauth_[A-Za-z0-9_-]{43}
POSTHOG_PERSONAL_KEY phx_\w{43}
POSTMAN_KEY PMAK-\x{24}-\x{34}
PREFECT_TOKEN pnu_\w{36}
PULUMI_TOKEN pul-\x{40}
RAPIDAPI_KEY \w{10}msh\w{15}p1\w{6}jsn\w{12}
README_TOKEN rdme_[a-z0-9]{70}
REPLICATE_TOKEN r8_[A-Za-z0-9_-]{37}
RESEND_KEY re_\w{8}_\w{24}
RAZORPAY_KEY rzp_(live|test)_\w{14}
RUBYGEMS_KEY rubygems_\x{48}
SALESFORCE_ACCESS_TOKEN 00D\w{12}![A-Za-z0-9._]{96}
SCALINGO_TOKEN tk-us-[A-Za-z0-9_-]{48}
SENDGRID_KEY SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}
SENTRY_USER_TOKEN sntryu_\x{64}
SETTLEMINT_TOKEN sm_(aat|pat|sat)_\w{16}
SHIPPO_TOKEN shippo_(live|test)_\x{40}
SHOPIFY_ACCESS_TOKEN shpat_\x{32}
SHOPIFY_CUSTOM_APP_TOKEN shpca_\x{32}
SHOPIFY_PRIVATE_APP_TOKEN shppa_\x{32}
SHOPIFY_SHARED_SECRET shpss_\x{32}
SHOPIFY_STOREFRONT_TOKEN shptka_\x{32}
SLACK_BOT_TOKEN xoxb-\d{12}-\d{12}-\w{24}
SLACK_USER_TOKEN xoxp-\d{12}-\d{12}-\d{12}-\x{32}
SLACK_APP_TOKEN xapp-1-A[A-Z0-9]{10}-\d{13}-\x{64}
SLACK_CONFIG_TOKEN xoxe\.xoxp-1-[A-Z0-9]{163}
SLACK_CONFIG_REFRESH_TOKEN xoxe-1-[A-Z0-9]{146}
SLACK_WEBHOOK https://hooks\.slack\.com/services/T[A-Z0-9]{8}/B[A-Z0-9]{10}/\w{24}
SONAR_TOKEN squ_\x{40}
SOURCEGRAPH_LICENSE_KEY slk_\x{64}
SQUARE_ACCESS_TOKEN sq0atp-[A-Za-z0-9_-]{22}
SQUARE_OAUTH_SECRET sq0csp-[A-Za-z0-9_-]{43}
SQUARE_APP_ID sq0idp-[A-Za-z0-9_-]{22}
STACKHAWK_KEY hawk\.[A-Za-z0-9_-]{20}\.[A-Za-z0-9_-]{20}
STRIPE_SECRET_KEY sk_(live|test)_\w{24}
STRIPE_RESTRICTED_KEY rk_(live|test)_\w{24}
STRIPE_WEBHOOK_SECRET whsec_\w{32}
STRIPE_PUBLISHABLE_KEY pk_(live|test)_\w{24}
SUPABASE_TOKEN sbp_\x{40}
TELEGRAM_BOT_TOKEN \d{10}:AA[A-Za-z0-9_-]{33}
TWILIO_API_KEY SK\x{32}
TWITTER_BEARER_TOKEN A{22}[A-Za-z0-9%]{85}
TYPEFORM_TOKEN tfp_[A-Za-z0-9_-]{44}
UBIDOTS_TOKEN BBFF-\w{30}
VOICEFLOW_KEY VF\.DM\.\x{24}\.\w{16}
XAI_KEY xai-\w{80}
YANDEX_API_KEY AQVN[A-Za-z0-9_-]{36}
ZAPIER_WEBHOOK https://hooks\.zapier\.com/hooks/catch/\d{7}/[a-z0-9]{6}
ZOHO_TOKEN 1000\.\x{32}\.\x{32}
""".strip().splitlines():
    _entity, _, _pattern = _line.partition(" ")
    add(f"SECRET_{_entity}", _pattern)

# --- with a word of the provider's near: entity, pattern, what it is called where the entity's name does not say it --

for _line in r"""
ADAFRUIT_API_KEY [a-z0-9_-]{32}
ADOBE_CLIENT_ID \x{32}
AIRBRAKE_TOKEN \w{40}
AIRTABLE_API_KEY key\w{14}
ALCHEMY_API_KEY \w{23}_\w{8}
ALGOLIA_API_KEY [a-z0-9]{32}
ALIBABA_ACCESS_KEY_SECRET \w{30}
ASANA_CLIENT_SECRET [a-z0-9]{32}
ASSEMBLYAI_KEY [a-z0-9]{32}
AUTH0_CLIENT_SECRET [A-Za-z0-9_-]{64}
BINANCE_KEY \w{64}
BITBUCKET_CLIENT_SECRET [A-Za-z0-9_-]{64}
BITBUCKET_CLIENT_ID \w{32}
BITLY_TOKEN \w{40}
BITTREX_KEY [a-z0-9]{32}
CANVAS_LMS_TOKEN \d{4}~\w{64}
CIRCLECI_TOKEN_OLD \x{40} circleci token|CIRCLECI_TOKEN
CISCO_MERAKI_API_KEY \x{40}
CLARIFAI_KEY \w{32}
CLOUDFLARE_API_TOKEN [A-Za-z0-9_-]{40}
CLOUDFLARE_GLOBAL_KEY \x{37}
CLOUDSMITH_API_KEY \x{40}
CODECLIMATE_TOKEN \x{64}
CODECOV_TOKEN \x{8}-\x{4}-4\x{3}-a\x{3}-\x{12}
COHERE_API_KEY \w{40}
COINBASE_ACCESS_TOKEN [A-Za-z0-9_-]{64}
CONFLUENT_API_KEY [A-Z0-9]{16}
CONTENTFUL_DELIVERY_TOKEN [A-Za-z0-9_-]{43}
CROWDIN_TOKEN \w{80}
DATADOG_API_KEY \x{32}
DATADOG_APP_KEY \x{40}
DEEPGRAM_KEY \x{40}
DEEPSEEK_API_KEY sk-\x{32}
DISCORD_CLIENT_SECRET [A-Za-z0-9_-]{32}
DRONECI_TOKEN \w{32} drone token|DRONE_TOKEN
DROPBOX_APP_SECRET [a-z0-9]{15}
ELEVENLABS_KEY sk_\x{48}
ETHERSCAN_KEY [A-Z0-9]{34}
ETSY_TOKEN [a-z0-9]{24}
FACEBOOK_APP_SECRET \x{32}
FASTLY_TOKEN [A-Za-z0-9_-]{32}
FINICITY_TOKEN \x{32}
FINICITY_CLIENT_SECRET [a-z0-9]{20}
FINNHUB_TOKEN [a-z0-9]{20}
FLICKR_TOKEN \x{32}
FRESHBOOKS_TOKEN [a-z0-9]{64}
GOOGLE_RECAPTCHA_SECRET 6L[A-Za-z0-9_-]{38}
GITEA_TOKEN \x{40}
GITHUB_TOKEN_OLD \x{40} github token|GITHUB_TOKEN
GITTER_TOKEN [A-Za-z0-9_-]{40}
GOCARDLESS_TOKEN live_[A-Za-z0-9_-]{40}
CONSUL_TOKEN \x{8}-\x{4}-4\x{3}-a\x{3}-\x{12} X-Consul-Token|CONSUL_HTTP_TOKEN
HEROKU_API_KEY \x{8}-\x{4}-4\x{3}-a\x{3}-\x{12}
HUBSPOT_API_KEY \x{8}-\x{4}-4\x{3}-a\x{3}-\x{12}
IBM_CLOUD_IAM_KEY [A-Za-z0-9_-]{44}
JENKINS_TOKEN \x{34}
JOTFORM_KEY \w{32}
KLAVIYO_KEY pk_\x{34}
LAUNCHDARKLY_TOKEN_OLD [A-Za-z0-9_-]{40} launchdarkly token|LAUNCHDARKLY_TOKEN
LINEAR_CLIENT_SECRET \x{32}
LINKEDIN_CLIENT_ID [a-z0-9]{14}
LINKEDIN_CLIENT_SECRET \w{16}
LINODE_TOKEN \x{64}
LOOKER_CLIENT_SECRET [a-z0-9]{24}
MAILJET_KEY \x{32}
MATTERMOST_TOKEN [a-z0-9]{26}
MESSAGEBIRD_KEY \w{25}
MISTRAL_API_KEY \w{32}
MIXPANEL_SECRET \x{32}
NYTIMES_KEY \w{32}
OKTA_TOKEN 00[A-Za-z0-9_-]{40}
OKTA_CLIENT_SECRET [A-Za-z0-9_-]{40}
ONELOGIN_SECRET \x{64}
OPENWEATHER_KEY \x{32}
OPSGENIE_KEY \x{8}-\x{4}-4\x{3}-a\x{3}-\x{12}
PLAID_SECRET \x{30}
PLAID_CLIENT_ID \x{24}
POSTMARK_TOKEN \x{8}-\x{4}-4\x{3}-a\x{3}-\x{12}
PUSHER_SECRET \x{20}
ROLLBAR_TOKEN \x{32}
SCALEWAY_SECRET_KEY \x{8}-\x{4}-4\x{3}-a\x{3}-\x{12}
SENDBIRD_TOKEN \x{40}
SENTRY_TOKEN_OLD \x{64} sentry token|SENTRY_AUTH_TOKEN
SNYK_TOKEN \x{8}-\x{4}-4\x{3}-a\x{3}-\x{12}
SONAR_TOKEN_OLD \x{40} sonar.login|SONAR_TOKEN
SPOTIFY_CLIENT_SECRET \x{32}
SQUARESPACE_TOKEN \x{8}-\x{4}-4\x{3}-a\x{3}-\x{12}
SUMOLOGIC_ACCESS_KEY \w{64} sumologic access key|SUMO_ACCESS_KEY
TELNYX_KEY KEY[A-Za-z0-9_-]{55}
TRAVISCI_TOKEN [A-Za-z0-9_-]{22} travis token|TRAVIS_TOKEN
TWILIO_AUTH_TOKEN \x{32}
TWITCH_TOKEN [a-z0-9]{30}
TWITTER_ACCESS_TOKEN \d{18}-\w{40}
TWITTER_ACCESS_SECRET \w{45}
TWITTER_API_KEY \w{25}
TWITTER_API_SECRET \w{50}
WANDB_KEY \x{40}
WEBFLOW_TOKEN \x{64}
ZENDESK_TOKEN \w{40}
""".strip().splitlines():
    _entity, _pattern, *_words = _line.split(" ", 2)
    add(f"SECRET_{_entity}", _pattern, *_words, bare=False)

# --- made of parts ----------------------------------------------------------------------------------------

add("SECRET_AZURE_STORAGE_KEY", encoded(lambda d: d.randbytes(64)))
FRAMES["SECRET_AZURE_STORAGE_KEY"] = ["DefaultEndpointsProtocol=https;AccountName=store7;AccountKey={V};EndpointSuffix=core.windows.net", "AccountKey={V}"]
add("SECRET_PYPI_TOKEN", r"pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{150}", "pypi token|PYPI_TOKEN")
add("SECRET_AGE_SECRET_KEY", r"AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}")
framed("SECRET_OAUTH_BEARER_HEADER", r"[A-Za-z0-9_-]{32}", "Authorization: Bearer {V}", 'curl -H "Authorization: Bearer {V}" https://api.example.org/v1', '{{"headers": {{"Authorization": "Bearer {V}"}}}}')
framed("SECRET_BASIC_AUTH_HEADER", encoded(lambda d: f"{d.like('[a-z]{5}')}:{d.like('[A-Za-z0-9]{10}')}".encode()), "Authorization: Basic {V}", 'curl -H "Authorization: Basic {V}" https://api.example.org/v1')
framed("SECRET_API_KEY_HEADER", r"[A-Za-z0-9]{32}", "X-Api-Key: {V}", 'curl -H "X-Api-Key: {V}" https://api.example.org/v1', "x-auth-token: {V}")
framed("SECRET_PASSWORD_ASSIGNMENT", lambda d: d.like(r"[A-Z][a-z]{5}\d{3}[!#%]|[a-z]{4}-[a-z0-9]{7}|[A-Za-z0-9]{12}"), "password={V}", 'db_password: "{V}"', '{{"user": "app", "password": "{V}"}}',
       "export DB_PASSWORD='{V}'", "my password is {V}", "<password>{V}</password>", "spring.datasource.password={V}", "passwd = \"{V}\"", "Passwort: {V}", "mot de passe : {V}", "contraseña: {V}")  # fmt: skip
framed("SECRET_KEY_ASSIGNMENT", lambda d: d.like(r"\w{32}|\x{40}|[A-Za-z0-9_-]{24}"), "api_key={V}", 'client_secret: "{V}"', '{{"apiKey": "{V}"}}', "export AUTH_TOKEN={V}", 'const secretKey = "{V}";', "access_key = {V}")
framed("SECRET_COOKIE_SESSION", r"[A-F0-9]{32}|\w{26}", "Cookie: JSESSIONID={V}; theme=dark", "Set-Cookie: sessionid={V}; Path=/", "Cookie: PHPSESSID={V}")
framed("SECRET_CURL_AUTH", r"(admin|bob|svc):[A-Z][a-z]{4}\d{4}", "curl -u {V} https://api.example.org", "curl --user {V} https://api.example.org/x")
framed("SECRET_SSH_PASSWORD", r"[A-Z][a-z]{4}\d{4}!", "sshpass -p {V} ssh host", "sshpass -p '{V}' scp a b:")
framed("SECRET_TOTP_SEED", r"[A-Z2-7]{32}", "otpauth://totp/Example:jane?secret={V}&issuer=Example")
framed("SECRET_WIREGUARD_KEY", encoded(lambda d: d.randbytes(32)), "[Interface]\nPrivateKey = {V}\nAddress = 10.0.0.2/32", "PresharedKey = {V}")
framed("SECRET_LARAVEL_APP_KEY", lambda d: "base64:" + base64.b64encode(d.randbytes(32)).decode(), "APP_KEY={V}")
framed("SECRET_RAILS_MASTER_KEY", r"\x{32}", "RAILS_MASTER_KEY={V}")
framed("SECRET_DJANGO_SECRET_KEY", r"django-insecure-[a-z0-9#^&()_+=-]{50}", "SECRET_KEY = '{V}'")
framed("SECRET_NPMRC_AUTH", r"\x{8}-\x{4}-4\x{3}-a\x{3}-\x{12}", "//npm.example.org/:_authToken={V}")
framed("SECRET_NETRC", r"[A-Za-z0-9]{14}", "machine api.example.org login jane password {V}")
framed("SECRET_HTPASSWD", lambda d: "$apr1$" + d.like(r"\w{8}\$[A-Za-z0-9./]{22}"), "jane:{V}")
framed("SECRET_PASSWORD_HASH_CRYPT", lambda d: d.like(r"\$6\$\w{16}\$[A-Za-z0-9./]{86}|\$2b\$12\$[A-Za-z0-9./]{53}"), "jane:{V}:19000:0:99999:7:::", "hash {V}")
framed("SECRET_NTLM_HASH", r"\x{32}:\x{32}", "jane:1001:{V}:::")
framed("SECRET_VAULT_UNSEAL_KEY", encoded(lambda d: d.randbytes(33)), "Unseal Key 1: {V}")
framed("SECRET_WIFI_PASSWORD", r"[A-Za-z0-9]{12}", "WIFI:S:Home;T:WPA;P:{V};;", 'psk="{V}"')
framed("SECRET_ONE_TIME_CODE", r"\d{6}", "Your verification code is {V}", "OTP: {V}", "Ihr Einmalcode lautet {V}", "use code {V} to sign in")
framed("SECRET_KEYSTORE_PASSWORD", r"[A-Za-z0-9]{12}", "keytool -list -keystore a.jks -storepass {V}", "-Djavax.net.ssl.keyStorePassword={V}")
framed("SECRET_GPG_PASSPHRASE", r"[A-Za-z0-9]{14}", "gpg --batch --passphrase {V} -d a.gpg")
framed("SECRET_AZURE_SAS_TOKEN", lambda d: "sv=2022-11-02&ss=b&srt=o&sp=rl&se=2026-01-01T00:00:00Z&sig=" + base64.b64encode(d.randbytes(32)).decode().replace("+", "%2B").replace("/", "%2F").replace("=", "%3D"), "https://store7.blob.core.windows.net/c/b?{V}")
for _entity, _scheme in (("POSTGRES_URI", "postgres"), ("MYSQL_URI", "mysql"), ("MONGODB_URI", "mongodb+srv"), ("REDIS_URI", "redis"), ("AMQP_URI", "amqp"), ("MQTT_URI", "mqtt"), ("SMTP_URI", "smtp"), ("FTP_URI", "ftp"), ("CLICKHOUSE_URI", "clickhouse")):
    add(f"SECRET_{_entity}", _scheme + r"://(app|svc):[a-z]{3}\d{3}[A-Za-z]{5}@(db|cache)\.\l{5,8}\.(org|net)", "url|connection|dsn", bare=True)
    ALIKE[f"SECRET_{_entity}"] = {"URL_CREDENTIALS", "SECRET_PASSWORD_IN_URL"}
framed("SECRET_JDBC_URL", r"[A-Za-z0-9]{12}", "jdbc:postgresql://db.example.org:5432/app?user=app&password={V}")
framed("SECRET_MSSQL_CONNECTION_STRING", r"[A-Za-z0-9]{12}", "Server=db.example.org;Database=app;User Id=app;Password={V};")
framed("SECRET_KAFKA_SASL_JAAS", r"[A-Za-z0-9]{16}", 'org.apache.kafka.common.security.plain.PlainLoginModule required username="app" password="{V}";')
framed("SECRET_KAFKA_SSL_PASSWORD", r"[A-Za-z0-9]{14}", "ssl.keystore.password={V}", "ssl.key.password={V}")
framed("SECRET_QUERY_PARAMETER", r"[A-Za-z0-9]{24}", "https://api.example.org/v1/items?api_key={V}&page=2", "GET /cb?access_token={V} HTTP/1.1")
framed("SECRET_DOTENV_ASSIGNMENT", r"[A-Za-z0-9]{28}", "STRIPE_API_SECRET={V}\nDEBUG=false\n", "MAILER_TOKEN={V}\n")


def _pem(label: str, start: bytes):
    def make(d: Draw) -> str:
        body = base64.b64encode(start + d.randbytes(600)).decode()
        lines = "\n".join(body[i : i + 64] for i in range(0, len(body), 64))
        return f"-----BEGIN {label}-----\n{lines}\n-----END {label}-----"

    return make


_DER = bytes([0x30, 0x82, 0x02, 0x55, 0x02, 0x01, 0x00])
for _entity, _label, _start in (("PEM", "PRIVATE KEY", _DER), ("PEM_ENCRYPTED", "ENCRYPTED PRIVATE KEY", _DER), ("RSA", "RSA PRIVATE KEY", _DER), ("EC", "EC PRIVATE KEY", _DER), ("OPENSSH", "OPENSSH PRIVATE KEY", b"openssh-key-v1\0"), ("PGP", "PGP PRIVATE KEY BLOCK", b"\x95")):
    add(f"SECRET_PRIVATE_KEY_{_entity}", _pem(_label, _start), place="block", bare=True)


def _jwt(d: Draw) -> str:
    def part(content: dict) -> str:
        return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")

    head = part({"alg": d.one("HS256|RS256|ES256"), "typ": "JWT"})
    return f"{head}.{part({'sub': str(d.randrange(10**8)), 'iat': 1700000000 + d.randrange(10**6)})}.{d.like('[A-Za-z0-9_-]{43}')}"


add("SECRET_JWT", _jwt, "token|jwt|session token")
