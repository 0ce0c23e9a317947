#include <algorithm>
#include <iterator>

#include "src/detect/matchers/matchers.h"
#include "src/detect/matchers/seed_words.h"

namespace aegis::detect {
namespace {

constexpr TriggerLiteral kJwt[] = {{"eyJ"}};
constexpr TriggerLiteral kUrl[] = {{"://"}};
constexpr TriggerLiteral kPem[] = {{"-----BEGIN PRIVATE KEY-----"}};
constexpr TriggerLiteral kPemEncrypted[] = {{"-----BEGIN ENCRYPTED PRIVATE KEY-----"}};
constexpr TriggerLiteral kPemRsa[] = {{"-----BEGIN RSA PRIVATE KEY-----"}};
constexpr TriggerLiteral kPemDsa[] = {{"-----BEGIN DSA PRIVATE KEY-----"}};
constexpr TriggerLiteral kPemEc[] = {{"-----BEGIN EC PRIVATE KEY-----"}};
constexpr TriggerLiteral kPemOpenssh[] = {{"-----BEGIN OPENSSH PRIVATE KEY-----"}};
constexpr TriggerLiteral kPemSsh2[] = {{"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----"}};
constexpr TriggerLiteral kPemPgp[] = {{"-----BEGIN PGP PRIVATE KEY BLOCK-----"}};
constexpr TriggerLiteral kPasswordNames[] = {
    {"password", true},
    {"passwd", true},
    {"passphrase", true},
    {"pwd", true},
    {"pw", true},
    {"passcode", true},
    {"passwort", true},
    {"kennwort", true},
    {"contraseña", true},
    {"mot de passe", true},
    {"mot_de_passe", true},
    {"motdepasse", true},
    {"senha", true},
    {"wachtwoord", true},
    {"пароль"},
    {"Пароль"},
    {"密码"},
    {"密碼"},
    {"パスワード"},
    {"비밀번호"},
    {"pass", true},
    {"dbpass", true},
    {"storepass", true},
    {"keypass", true},
    {"lösenord", true},
    {"adgangskode", true},
    {"salasana", true},
    {"passord", true},
    {"hasło", true},
    {"haslo", true},
    {"heslo", true},
    {"jelszó", true},
    {"parola", true},
    {"parolă", true},
    {"şifre", true},
    {"Şifre"},
    {"mật khẩu", true},
    {"κωδικός"},
    {"Κωδικός"},
    {"סיסמה"},
    {"كلمة المرور"},
    {"पासवर्ड"},
    {"รหัสผ่าน"},
};
constexpr TriggerLiteral kBearer[] = {{"bearer ", true}};
constexpr TriggerLiteral kBasic[] = {{"basic ", true}};
constexpr TriggerLiteral kCurlUser[] = {{" -u"}, {"--user"}};
constexpr TriggerLiteral kOptionP[] = {{" -p"}};
constexpr TriggerLiteral kSshpass[] = {{"sshpass -p"}};
constexpr TriggerLiteral kRedis[] = {{"redis-cli"}};
constexpr TriggerLiteral kCookies[] = {
    {"jsessionid", true}, {"phpsessid", true},   {"connect.sid", true}, {"sessionid=", true},
    {"aspxauth", true},   {"session_id=", true}, {"session=", true},
};
constexpr TriggerLiteral kGitlabSession[] = {{"_gitlab_session"}};
// Names of parameters that carry a secret; what stands in front of them is looked at.
constexpr TriggerLiteral kQueryNames[] = {
    {"token=", true},  {"key=", true},  {"sig=", true},  {"signature=", true},
    {"secret=", true}, {"code=", true}, {"auth=", true},
};
constexpr TriggerLiteral kKeyNames[] = {
    {"secret", true},      {"token", true},       {"api_key", true},        {"api-key", true},
    {"apikey", true},      {"api key", true},     {"access_key", true},     {"access-key", true},
    {"accesskey", true},   {"auth_key", true},    {"authkey", true},        {"credential", true},
    {"private_key", true}, {"privatekey", true},  {"encryption_key", true}, {"signing_key", true},
    {"accountkey", true},  {"account_key", true},
};
constexpr TriggerLiteral kAccountKey[] = {{"AccountKey=", true}};
constexpr TriggerLiteral kSharedAccessKey[] = {{"SharedAccessKey=", true}};
constexpr TriggerLiteral kAppConfigSecret[] = {{"Secret=", true}};
constexpr TriggerLiteral kSqlPassword[] = {{"Password=", true}, {"Pwd=", true}};
constexpr TriggerLiteral kAmzSignature[] = {{"X-Amz-Signature="}};
constexpr TriggerLiteral kSasSignature[] = {{"sig="}};
constexpr TriggerLiteral kAzureAdMark[] = {{"Q~"}};
constexpr TriggerLiteral kAzureSearchMark[] = {{"AzSe"}};
constexpr TriggerLiteral kAzureFunctionMark[] = {{"AzFu"}};
constexpr TriggerLiteral kAzureRegistryMark[] = {{"+ACR"}};
constexpr TriggerLiteral kAzureBatchMark[] = {{"+ABa"}};
constexpr TriggerLiteral kAzureDevopsMark[] = {{"AZDO"}};
constexpr TriggerLiteral kTerraformMark[] = {{".atlasv1."}};
constexpr TriggerLiteral kAirtableMark[] = {{".v1."}};
constexpr TriggerLiteral kGoogleClientMark[] = {{".apps.googleusercontent.com"}};
constexpr TriggerLiteral kTilde[] = {{"~"}};
constexpr TriggerLiteral kBar[] = {{"|"}, {"%7C"}, {"%7c"}};
constexpr TriggerLiteral kAiven[] = {{"aiven", true}};
constexpr TriggerLiteral kUnsealKey[] = {{"Unseal Key ", true}, {"Recovery Key ", true}};
constexpr TriggerLiteral kDockerAuth[] = {{"\"auth\""}};
constexpr TriggerLiteral kKubeconfig[] = {{"client-key-data"}};
constexpr TriggerLiteral kKindSecret[] = {{"kind: Secret"}, {"kind: \"Secret\""}};
constexpr TriggerLiteral kKindSecretJson[] = {{"\"kind\":\"Secret\""}, {"\"kind\": \"Secret\""}};
constexpr TriggerLiteral kLoginModule[] = {{"LoginModule required"}};
constexpr TriggerLiteral kGradle[] = {{"credentials {"}, {"credentials{"}};
constexpr TriggerLiteral kKafkaPasswords[] = {
    {"ssl.keystore.password", true},   {"ssl.key.password", true},
    {"ssl.truststore.password", true}, {"sasl.password", true},
    {"ssl_keystore_password", true},   {"ssl_key_password", true},
    {"ssl_truststore_password", true}, {"sasl_password", true},
};
constexpr TriggerLiteral kSchemaRegistryAuth[] = {{"basic.auth.user.info", true},
                                                  {"basic_auth_user_info", true}};
constexpr TriggerLiteral kTerraformPassword[] = {{"administrator_login_password"},
                                                 {"administrator_password"}};

// The first bytes of records of ISO/IEC 19794 and of pictures, in base 64.
constexpr TriggerLiteral kFingerprint[] = {{"Rk1SACAyMAA"}, {"Rk1SADAzMAA"}};
constexpr TriggerLiteral kFingerImage[] = {{"RklSADAx"}, {"RklSADAy"}};
constexpr TriggerLiteral kFaceImage[] = {{"RkFDADAx"}, {"RkFDADAz"}};
constexpr TriggerLiteral kIrisImage[] = {{"SUlSADAx"}, {"SUlSADAy"}};
constexpr TriggerLiteral kPicture[] = {{"/9j/4"}, {"iVBORw0KGgo"}};
constexpr TriggerLiteral kDataImage[] = {{"data:image/"}};
constexpr TriggerLiteral kCookieHeader[] = {
    {"cookie:", true}, {"cookie\":", true}, {"cookie\\\":", true}, {"cookie':", true}};
constexpr TriggerLiteral kDegreeSign[] = {{"\xc2\xb0"}, {"\xc2\xba"}};
constexpr TriggerLiteral kReference[] = {{"RF"}, {"rf"}};
constexpr TriggerLiteral kDid[] = {{"did:"}};
constexpr TriggerLiteral kHealthCertificate[] = {{"HC1:"}};
constexpr TriggerLiteral kFillers[] = {{"<<"}};
constexpr TriggerLiteral kTriples[] = {{"AAC"}, {"AAG"}, {"CCA"}, {"CGA"}, {"CTG"},
                                       {"GGA"}, {"GTC"}, {"TGC"}, {"TTA"}, {"TTC"}};

constexpr TriggerLiteral kBicWords[] = {{"bic", true},
                                        {"swift", true},
                                        {"bankleitzahl", true},
                                        {"bank identifier", true},
                                        {"bank code", true}};
constexpr TriggerLiteral kCvvWords[] = {{"cvv", true},
                                        {"cvv2", true},
                                        {"cvc", true},
                                        {"cvc2", true},
                                        {"csc", true},
                                        {"cid", true},
                                        {"prüfziffer", true},
                                        {"prüfnummer", true},
                                        {"cvn", true},
                                        {"security code", true},
                                        {"código de seguridad", true},
                                        {"cryptogramme", true},
                                        {"codice di sicurezza", true},
                                        {"código de segurança", true}};
constexpr TriggerLiteral kExpiryWords[] = {
    {"exp", true},        {"expiry", true},   {"expires", true},  {"expiration", true},
    {"valid", true},      {"gültig", true},   {"expire", true},   {"caduca", true},
    {"caducidad", true},  {"scadenza", true}, {"validade", true}, {"vencimiento", true},
    {"ablaufdatum", true}};
constexpr TriggerLiteral kMobileWords[] = {
    {"mobile", true}, {"mobil", true}, {"cell", true}, {"gsm", true}, {"cep", true}};
constexpr TriggerLiteral kPinWords[] = {
    {"pin", true}, {"code secret", true}, {"nip", true}, {"geheimzahl", true}, {"pincode", true}};

constexpr TriggerLiteral kAnsibleVaultMarks[] = {{"$ANSIBLE_VAULT;"}};
constexpr TriggerLiteral kApiKeyHeaderMarks[] = {
    {"x-api-key", true},    {"x-auth-token", true}, {"x-access-token", true},
    {"x-apikey", true},     {"x-auth-key", true},   {"x-api-token", true},
    {"x-secret-key", true}, {"api-key:", true},     {"apikey:", true}};
constexpr TriggerLiteral kConnectionJdbcMarks[] = {{"jdbc:"}};
constexpr TriggerLiteral kConnectionMssqlMarks[] = {{"password=", true}, {"pwd=", true}};
constexpr TriggerLiteral kConnectionOdbcMarks[] = {{"password=", true}, {"pwd=", true}};
constexpr TriggerLiteral kConnectionOracleMarks[] = {
    {"sqlplus ", true}, {"sqlldr ", true}, {"expdp ", true}, {"impdp ", true},
    {"oracle", true},   {"rman ", true},   {"tns", true}};
constexpr TriggerLiteral kDigestHeaderMarks[] = {{"digest ", true}};
constexpr TriggerLiteral kDotenvMarks[] = {
    {"_SECRET="}, {"_TOKEN="},  {"_PASSWORD="}, {"_KEY="},         {"_PASS="},
    {"_PWD="},    {"_PASSWD="}, {"_APIKEY="},   {"_CREDENTIALS="}, {"_PASSPHRASE="}};
constexpr TriggerLiteral kGpgPassphraseMarks[] = {
    {"--passphrase"}, {"gpg.passphrase"}, {"GPG_PASSPHRASE"}, {"gpg_passphrase"}};
constexpr TriggerLiteral kHtpasswdMarks[] = {{":$apr1$"}, {":$2y$"}, {":{SHA}"}};
constexpr TriggerLiteral kJwkPrivateMarks[] = {{"\"kty"}, {"\\\"kty"}};
constexpr TriggerLiteral kKeystorePasswordMarks[] = {
    {"-storepass"},          {"-keypass"},         {"-srcstorepass"},
    {"-deststorepass"},      {"keyStorePassword"}, {"trustStorePassword"},
    {"keystorePass="},       {"truststorePass="},  {"key-store-password"},
    {"trust-store-password"}};
constexpr TriggerLiteral kLaravelKeyMarks[] = {{"APP_KEY=base64:"},
                                               {"APP_KEY=\"base64:"},
                                               {"APP_KEY: base64:"},
                                               {"APP_KEY: \"base64:"},
                                               {"'key' => 'base64:"}};
constexpr TriggerLiteral kLdapBindMarks[] = {
    {"bindpw"},     {"bind_password"},      {"bindPassword"},       {"bind_pw"},
    {"bindPasswd"}, {"ldap_bind_password"}, {"LDAP_BIND_PASSWORD"}, {"ldapsearch"}};
constexpr TriggerLiteral kMachineKeyMarks[] = {{"validationKey"}, {"decryptionKey"}};
constexpr TriggerLiteral kMavenPasswordMarks[] = {{"<password>"}, {"<passphrase>"}};
constexpr TriggerLiteral kMaxmindKeyMarks[] = {{"_mmk"}};
constexpr TriggerLiteral kNetrcMarks[] = {{"machine "}, {"default login "}};
constexpr TriggerLiteral kNpmrcMarks[] = {{"_authToken"}, {"_auth"}, {"_password"}};
constexpr TriggerLiteral kNugetPasswordMarks[] = {
    {"\"ClearTextPassword\""}, {"'ClearTextPassword'"}, {"\\\"ClearTextPassword\\\""}};
constexpr TriggerLiteral kOneTimeCodeMarks[] = {{"use code", true},
                                                {"enter code", true},
                                                {"your code", true},
                                                {"code is", true},
                                                {"otp", true},
                                                {"one-time code", true},
                                                {"one time code", true},
                                                {"one-time passcode", true},
                                                {"one time passcode", true},
                                                {"one-time password", true},
                                                {"verification code", true},
                                                {"security code", true},
                                                {"passcode", true},
                                                {"login code", true},
                                                {"auth code", true},
                                                {"authentication code", true},
                                                {"confirmation code", true},
                                                {"access code", true},
                                                {"2fa code", true},
                                                {"mfa code", true},
                                                {"sms code", true},
                                                {"pin code", true},
                                                {"sms-code", true},
                                                {"einmalcode", true},
                                                {"einmalpasswort", true},
                                                {"einmal-code", true},
                                                {"bestätigungscode", true},
                                                {"sicherheitscode", true},
                                                {"code de vérification", true},
                                                {"código de verificación", true},
                                                {"codice di verifica", true}};
constexpr TriggerLiteral kProxyAuthorizationMarks[] = {{"proxy-authorization", true}};
constexpr TriggerLiteral kPwdumpMarks[] = {{":::"}};
constexpr TriggerLiteral kPypircMarks[] = {{"[pypi]"},           {"[testpypi]"},
                                           {"[distutils]"},      {"repository = http"},
                                           {"repository: http"}, {"repository=http"}};
constexpr TriggerLiteral kQuerySecretMarks[] = {
    {"access_token=", true}, {"api_key=", true}, {"apikey=", true},     {"password=", true},
    {"passwd=", true},       {"secret=", true},  {"auth_token=", true}, {"client_secret=", true}};
constexpr TriggerLiteral kRailsKeyMarks[] = {
    {"RAILS_MASTER_KEY"}, {"secret_key_base"}, {"SECRET_KEY_BASE"}};
constexpr TriggerLiteral kRecoveryCodesMarks[] = {
    {"recovery code", true},  {"recovery codes", true},          {"backup code", true},
    {"backup codes", true},   {"recovery_codes", true},          {"backup_codes", true},
    {"recovery-codes", true}, {"wiederherstellungscodes", true}, {"recovery key", true}};
constexpr TriggerLiteral kSamlAssertionMarks[] = {
    {"<saml:Assertion "}, {"<saml2:Assertion "}, {"<Assertion "}, {"<saml:EncryptedAssertion>"}};
constexpr TriggerLiteral kSentryDsnMarks[] = {{".sentry.io"}, {"@sentry."}, {"@sentry-"}};
constexpr TriggerLiteral kSidekiqCredentialsMarks[] = {{"BUNDLE_ENTERPRISE__CONTRIBSYS__COM"},
                                                       {"BUNDLE_GEMS__CONTRIBSYS__COM"},
                                                       {"@gems.contribsys.com"},
                                                       {"@enterprise.contribsys.com"}};
constexpr TriggerLiteral kSpringPasswordMarks[] = {{"spring."}};
constexpr TriggerLiteral kTeamsWorkflowMarks[] = {{"logic.azure.com"}, {"api.powerplatform.com"}};
constexpr TriggerLiteral kTerraformSensitiveMarks[] = {{"\"sensitive\""}};
constexpr TriggerLiteral kTotpSeedMarks[] = {{"otpauth://"}};
constexpr TriggerLiteral kUriAmqpMarks[] = {{"amqp://"}, {"amqps://"}};
constexpr TriggerLiteral kUriClickhouseMarks[] = {{"clickhouse://"},
                                                  {"clickhouses://"},
                                                  {"clickhousedb://"},
                                                  {"clickhouse+native://"},
                                                  {"clickhouse+http://"}};
constexpr TriggerLiteral kUriElasticMarks[] = {
    {"://elastic:"}, {":9200"}, {":9243"}, {".found.io"}, {".elastic-cloud.com"}};
constexpr TriggerLiteral kUriFtpMarks[] = {{"ftp://"}, {"ftps://"}, {"sftp://"}, {"ftpes://"}};
constexpr TriggerLiteral kUriGitMarks[] = {{"@git"},           {"@bitbucket."},
                                           {"@dev.azure.com"}, {"@ssh.dev.azure.com"},
                                           {"@codeberg."},     {".git"}};
constexpr TriggerLiteral kUriLdapMarks[] = {{"ldap://"}, {"ldaps://"}};
constexpr TriggerLiteral kUriMongodbMarks[] = {{"mongodb://"}, {"mongodb+srv://"}};
constexpr TriggerLiteral kUriMqttMarks[] = {{"mqtt://"}, {"mqtts://"}, {"mqtt+ssl://"}};
constexpr TriggerLiteral kUriMssqlMarks[] = {
    {"mssql://"}, {"sqlserver://"}, {"+pyodbc://"}, {"+pymssql://"}};
constexpr TriggerLiteral kUriMysqlMarks[] = {
    {"mysql://"},    {"mariadb://"},  {"mysql2://"},          {"mysqlx://"},
    {"+pymysql://"}, {"+mysqldb://"}, {"+mysqlconnector://"}, {"+aiomysql://"}};
constexpr TriggerLiteral kUriPostgresMarks[] = {{"postgres://"}, {"postgresql://"}, {"postgis://"},
                                                {"+asyncpg://"}, {"+psycopg2://"},  {"+psycopg://"},
                                                {"+pg8000://"}};
constexpr TriggerLiteral kUriRedisMarks[] = {
    {"redis://"}, {"rediss://"}, {"redis+sentinel://"}, {"redis-sentinel://"}, {"valkey://"}};
constexpr TriggerLiteral kUriSmtpMarks[] = {{"smtp://"},  {"smtps://"}, {"imap://"},
                                            {"imaps://"}, {"pop3://"},  {"pop3s://"}};
constexpr TriggerLiteral kWifiPassphraseMarks[] = {
    {"wpa_passphrase"}, {"psk="}, {"wifi_password"}, {"wpa_psk"}, {"wpa-psk"}, {"wifi_psk"}};
constexpr TriggerLiteral kWifiQrMarks[] = {{"WIFI:"}};
constexpr TriggerLiteral kWireguardKeyMarks[] = {
    {"PrivateKey"}, {"PresharedKey"}, {"private_key"}, {"privateKey"}};
constexpr TriggerLiteral kWordpressSaltMarks[] = {{"AUTH_KEY"},       {"LOGGED_IN_KEY"},
                                                  {"NONCE_KEY"},      {"AUTH_SALT"},
                                                  {"LOGGED_IN_SALT"}, {"NONCE_SALT"}};
constexpr TriggerLiteral kXmlPrivateKeyMarks[] = {{"<RSAKeyValue>"}};

constexpr TriggerLiteral kDiagnosisWords[] = {
    {"diagnosis", true}, {"diagnose", true}, {"dx", true},         {"icd", true},
    {"icd-10", true},    {"icd10", true},    {"diagnostic", true}, {"diagnóstico", true}};
constexpr TriggerLiteral kMandateWords[] = {{"mandate reference", true},
                                            {"mandate id", true},
                                            {"mandate ref", true},
                                            {"mandatsreferenz", true},
                                            {"unique de mandat", true},
                                            {"référence de mandat", true},
                                            {"RUM"},
                                            {"UMR"},
                                            {"referencia del mandato", true},
                                            {"referencia de mandato", true},
                                            {"riferimento mandato", true}};
constexpr TriggerLiteral kSerialWords[] = {{"serial", true},
                                           {"seriennummer", true},
                                           {"numéro de série", true},
                                           {"número de serie", true},
                                           {"numero di serie", true},
                                           {"serienummer", true},
                                           {"S/N"},
                                           {"SN"}};

constexpr TriggerLiteral kAges[] = {{" years old", false, true},  {" year old", false, true},
                                    {"-year-old", false, true},   {"-years-old", false, true},
                                    {" y/o", false, true},        {" yo ", false, true},
                                    {" yrs old", false, true},    {" Jahre alt", false, true},
                                    {" Jahre jung", false, true}, {" ans", false, true},
                                    {" ans,", false, true},       {" años", false, true},
                                    {" anni", false, true},       {" anos de idade", false, true},
                                    {" jaar oud", false, true},   {" år gammal", false, true},
                                    {" år gammel", false, true},  {" lat", false, true},
                                    {" лет", false, true},        {" года", false, true},
                                    {" yaşında", false, true},    {"岁", false, true},
                                    {"歳", false, true},          {"세", false, true}};
constexpr TriggerLiteral kUrls[] = {{"://"}, {"www."}};
constexpr TriggerLiteral kInternal[] = {{".internal"}, {".local"},       {".lan"},      {".corp"},
                                        {".intranet"}, {".localdomain"}, {".home.arpa"}};
constexpr TriggerLiteral kTitles[] = {
    {"Mr. "},       {"Mr "},      {"Mrs. "},     {"Mrs "},          {"Ms. "},
    {"Ms "},        {"Miss "},    {"Mx. "},      {"Mx "},           {"MR. "},
    {"MRS. "},      {"MS. "},     {"Dr. "},      {"Dr "},           {"Prof. "},
    {"Professor "}, {"Sir "},     {"Dame "},     {"Rev. "},         {"Herr "},
    {"Herrn "},     {"Frau "},    {"Hr. "},      {"Fr. "},          {"Mme "},
    {"Mme. "},      {"Mlle "},    {"Madame "},   {"Mademoiselle "}, {"Monsieur "},
    {"M. "},        {"Señor "},   {"Señora "},   {"Señorita "},     {"Sr. "},
    {"Sra. "},      {"Srta. "},   {"Dra. "},     {"Doña "},         {"Sig. "},
    {"Sig.ra "},    {"Signor "},  {"Signora "},  {"Signorina "},    {"Dott. "},
    {"Dott.ssa "},  {"Avv. "},    {"Senhor "},   {"Senhora "},      {"Mevrouw "},
    {"Meneer "},    {"Dhr. "},    {"Mevr. "},    {"Mw. "},          {"De heer "},
    {"Fru "},       {"Pani "},    {"Pan "},      {"г-н "},          {"г-жа "},
    {"Господин "},  {"Госпожа "}, {"господин "}, {"госпожа "},      {"κ. "},
    {"Bay "},       {"Bayan "},   {"Sayın "},    {"Shri "},         {"Smt. "},
    {"Sri "},       {"Encik "},   {"Puan "},     {"Bapak "},        {"Ibu "},
    {"Ông "},       {"Bà "}};
constexpr TriggerLiteral kGreetings[] = {{"Dear "},          {"Hi "},
                                         {"Hello "},         {"Hey "},
                                         {"Good morning "},  {"Good afternoon "},
                                         {"Good evening "},  {"Good morning, "},
                                         {"Greetings "},     {"Liebe "},
                                         {"Lieber "},        {"Hallo "},
                                         {"Guten Tag "},     {"Bonjour "},
                                         {"Bonsoir "},       {"Cher "},
                                         {"Chère "},         {"Salut "},
                                         {"Hola "},          {"Estimado "},
                                         {"Estimada "},      {"Querido "},
                                         {"Querida "},       {"Buenos días "},
                                         {"Buenas tardes "}, {"Caro "},
                                         {"Cara "},          {"Ciao "},
                                         {"Gentile "},       {"Olá "},
                                         {"Prezado "},       {"Prezada "},
                                         {"Beste "},         {"Geachte "},
                                         {"Hej "},           {"Kära "},
                                         {"Kjære "},         {"Kære "},
                                         {"Drogi "},         {"Droga "},
                                         {"Cześć "},         {"Dzień dobry "},
                                         {"Уважаемый "},     {"Уважаемая "},
                                         {"Здравствуйте, "}, {"Привет, "},
                                         {"Дорогой "},       {"Дорогая "},
                                         {"Merhaba "},       {"Sevgili "}};
constexpr TriggerLiteral kEndsOfLetters[] = {{"regards", true},
                                             {"sincerely", true},
                                             {"sincerely yours", true},
                                             {"yours truly", true},
                                             {"yours faithfully", true},
                                             {"respectfully", true},
                                             {"cheers", true},
                                             {"best wishes", true},
                                             {"all the best", true},
                                             {"warmly", true},
                                             {"many thanks", true},
                                             {"thank you", true},
                                             {"thanks", true},
                                             {"grüßen", true},
                                             {"grüße", true},
                                             {"gruß", true},
                                             {"grüssen", true},
                                             {"cordialement", true},
                                             {"salutations", true},
                                             {"bien à vous", true},
                                             {"saludos", true},
                                             {"atentamente", true},
                                             {"cordialmente", true},
                                             {"saluti", true},
                                             {"atenciosamente", true},
                                             {"abraços", true},
                                             {"groeten", true},
                                             {"groet", true},
                                             {"hälsningar", true},
                                             {"hilsen", true},
                                             {"pozdrawiam", true},
                                             {"poważaniem", true},
                                             {"с уважением", true},
                                             {"С уважением", true},
                                             {"Yours", true},
                                             {"Best", true},
                                             {"Signed", true},
                                             {"signed by", true}};
constexpr TriggerLiteral kIntroductions[] = {
    {"my name is ", true},  {"my name's ", true},     {"i am ", true},
    {"i'm ", true},         {"this is ", true},       {"mein name ist ", true},
    {"ich heiße ", true},   {"ich bin ", true},       {"je m'appelle ", true},
    {"mon nom est ", true}, {"me llamo ", true},      {"mi nombre es ", true},
    {"mi chiamo ", true},   {"il mio nome è ", true}, {"meu nome é ", true},
    {"me chamo ", true},    {"ik heet ", true},       {"mijn naam is ", true},
    {"jag heter ", true},   {"mitt namn är ", true},  {"jeg hedder ", true},
    {"jeg heter ", true},   {"nazywam się ", true},   {"mam na imię ", true},
    {"jmenuji se ", true},  {"меня зовут ", true},    {"Меня зовут ", true},
    {"мене звати ", true},  {"benim adım ", true},    {"adım ", true}};
constexpr TriggerLiteral kRoles[] = {
    {"patient ", true},        {"patient: ", true},      {"client ", true},
    {"customer ", true},       {"employee ", true},      {"colleague ", true},
    {"coworker ", true},       {"cardholder ", true},    {"card holder ", true},
    {"account holder ", true}, {"policyholder ", true},  {"applicant ", true},
    {"tenant ", true},         {"landlord ", true},      {"beneficiary ", true},
    {"claimant ", true},       {"defendant ", true},     {"plaintiff ", true},
    {"witness ", true},        {"suspect ", true},       {"attorney ", true},
    {"lawyer ", true},         {"nurse ", true},         {"physician ", true},
    {"manager ", true},        {"supervisor ", true},    {"signed by ", true},
    {"approved by ", true},    {"reported by ", true},   {"assigned to ", true},
    {"submitted by ", true},   {"prepared by ", true},   {"attn ", true},
    {"attn: ", true},          {"attention: ", true},    {"c/o ", true},
    {"married to ", true},     {"daughter ", true},      {"son ", true},
    {"wife ", true},           {"husband ", true},       {"brother ", true},
    {"sister ", true},         {"mother ", true},        {"father ", true},
    {"named ", true},          {"spoke with ", true},    {"met with ", true},
    {"contact person ", true}, {"kunde ", true},         {"kundin ", true},
    {"mitarbeiter ", true},    {"mitarbeiterin ", true}, {"patientin ", true},
    {"cliente ", true},        {"paciente ", true},      {"empleado ", true},
    {"empleada ", true},       {"paziente ", true},      {"salarié ", true},
    {"employé ", true},        {"employée ", true}};
constexpr TriggerLiteral kHonorifics[] = {{"様"},   {"さま"}, {"さん"}, {"先生"},
                                          {"先輩"}, {"님"},   {"씨"},   {"女士"}};
constexpr TriggerLiteral kLegalForms[] = {
    {" GmbH"},         {" AG"},     {" KG"},         {" OHG"},        {" UG"},
    {" SE"},           {" e.V."},   {" Inc"},        {" Inc."},       {" LLC"},
    {" LLP"},          {" Ltd"},    {" Ltd."},       {" Limited"},    {" PLC"},
    {" Plc"},          {" plc"},    {" Corp"},       {" Corp."},      {" Corporation"},
    {" Incorporated"}, {" Co."},    {" S.A."},       {" SA"},         {" SAS"},
    {" SARL"},         {" S.L."},   {" SL"},         {" S.r.l."},     {" SRL"},
    {" Srl"},          {" S.p.A."}, {" SpA"},        {" SPA"},        {" B.V."},
    {" BV"},           {" N.V."},   {" NV"},         {" AB"},         {" Oy"},
    {" Oyj"},          {" ApS"},    {" A/S"},        {" AS"},         {" ASA"},
    {" Pty Ltd"},      {" Pty"},    {" Pvt"},        {" Sp. z o.o."}, {" s.r.o."},
    {" a.s."},         {" Kft."},   {" Zrt."},       {" Ltda"},       {" Ltda."},
    {" S.A. de C.V."}, {" K.K."},   {" Foundation"}, {" Holdings"},   {" Bank"}};
constexpr TriggerLiteral kUsStreets[] = {
    {" Street"}, {" St"},       {" Avenue"}, {" Ave"},     {" Boulevard"}, {" Blvd"},    {" Road"},
    {" Rd"},     {" Drive"},    {" Dr"},     {" Lane"},    {" Ln"},        {" Court"},   {" Ct"},
    {" Place"},  {" Pl"},       {" Way"},    {" Terrace"}, {" Ter"},       {" Parkway"}, {" Pkwy"},
    {" Square"}, {" Sq"},       {" Circle"}, {" Cir"},     {" Highway"},   {" Hwy"},     {" Trail"},
    {" Trl"},    {" Crescent"}, {" Close"},  {" Grove"},   {" Gardens"},   {" Row"},     {" Alley"},
    {" Plaza"},  {" Broadway"}, {" Mews"},   {" Hill"},    {" Walk"},      {" STREET"},  {" ST"},
    {" AVENUE"}, {" AVE"},      {" BLVD"},   {" ROAD"},    {" RD"},        {" DRIVE"},   {" LANE"},
    {" LN"}};
constexpr TriggerLiteral kDeStreets[] = {
    {"straße"}, {"strasse"}, {"str."},  {"allee"}, {"gasse"},  {"chaussee"}, {"platz"},
    {"weg"},    {"ring"},    {"damm"},  {"ufer"},  {"Straße"}, {"Strasse"},  {"Str."},
    {"Allee"},  {"Gasse"},   {"Platz"}, {"Weg"},   {"Ring"}};
constexpr TriggerLiteral kFrStreets[] = {
    {" rue "},    {" avenue "},  {" boulevard "}, {" bd "},        {" place "}, {" chemin "},
    {" allée "},  {" impasse "}, {" quai "},      {" cours "},     {" route "}, {" passage "},
    {" square "}, {" Rue "},     {" Avenue "},    {" Boulevard "}, {" Place "}, {" Chemin "},
    {" Allée "},  {" Impasse "}, {" Quai "},      {" Cours "},     {" Route "}, {" Passage "}};
constexpr TriggerLiteral kEsStreets[] = {
    {"Calle "}, {"C/ "},      {"C/"},     {"Avenida "},  {"Avda. "}, {"Avda "},
    {"Av. "},   {"Plaza "},   {"Pza. "},  {"Paseo "},    {"Pº "},    {"Carretera "},
    {"Ctra. "}, {"Camino "},  {"Ronda "}, {"Travesía "}, {"Rua "},   {"Travessa "},
    {"Praça "}, {"Alameda "}, {"calle "}, {"avenida "}};
constexpr TriggerLiteral kItStreets[] = {
    {"Via "},  {"Viale "}, {"V.le "},   {"Piazza "}, {"P.za "},     {"Piazzale "},    {"Corso "},
    {"C.so "}, {"Largo "}, {"Vicolo "}, {"Strada "}, {"Contrada "}, {"Lungotevere "}, {"via "}};

constexpr TriggerLiteral kTelegramTokenMarks[] = {{":AA"}};

// Sorted by name.
constexpr Matcher kMatchers[] = {
    {"age_in_years", Trigger::kLiteral, MatchAgeInYears, "a number in front of \"years old\"",
     kAges},
    {"airtable_oauth", Trigger::kLiteral, MatchAirtableOauth, "an OAuth token of Airtable",
     kAirtableMark},
    {"aiven_token", Trigger::kLiteral, MatchAivenToken,
     "372 characters of base64 beside the name of Aiven", kAiven},
    {"ansible_vault", Trigger::kLiteral, MatchAnsibleVault,
     "$ANSIBLE_VAULT;1.1;AES256 and its lines", kAnsibleVaultMarks},
    {"api_key_header", Trigger::kLiteral, MatchApiKeyHeader, "X-Api-Key: …", kApiKeyHeaderMarks},
    {"aws_presigned_url", Trigger::kLiteral, MatchAwsPresignedUrl,
     "the signature of a presigned URL of AWS", kAmzSignature},
    {"aws_secret_key", Trigger::kMixedWord, MatchAwsSecretKey, "40 characters of base64", {}, 3},
    {"azure_ad_secret", Trigger::kLiteral, MatchAzureAdSecret, "a client secret of Entra: xxx0Q~…",
     kAzureAdMark},
    {"azure_app_config_string", Trigger::kLiteral, MatchAzureAppConfigString,
     "a connection string of App Configuration", kAppConfigSecret},
    {"azure_batch_key", Trigger::kLiteral, MatchAzureBatchKey,
     "a key of a Batch account, by its mark", kAzureBatchMark},
    {"azure_cosmos_string", Trigger::kLiteral, MatchAzureCosmosString,
     "a connection string of Cosmos DB", kAccountKey},
    {"azure_devops_token", Trigger::kLiteral, MatchAzureDevopsToken,
     "a token of Azure DevOps, by its mark", kAzureDevopsMark},
    {"azure_function_key", Trigger::kLiteral, MatchAzureFunctionKey,
     "a key of a Function, by its mark", kAzureFunctionMark},
    {"azure_iot_hub_string", Trigger::kLiteral, MatchAzureIotHubString,
     "a connection string of an IoT Hub", kSharedAccessKey},
    {"azure_registry_key", Trigger::kLiteral, MatchAzureRegistryKey,
     "a key of a container registry, by its mark", kAzureRegistryMark},
    {"azure_sas", Trigger::kLiteral, MatchAzureSas, "the signature of a shared access signature",
     kSasSignature},
    {"azure_search_key", Trigger::kLiteral, MatchAzureSearchKey, "a key of AI Search, by its mark",
     kAzureSearchMark},
    {"azure_service_bus_string", Trigger::kLiteral, MatchAzureServiceBusString,
     "a connection string of Service Bus", kSharedAccessKey},
    {"azure_sql_string", Trigger::kLiteral, MatchAzureSqlString, "a connection string of Azure SQL",
     kSqlPassword},
    {"azure_storage_string", Trigger::kLiteral, MatchAzureStorageString,
     "a connection string of a storage account", kAccountKey},
    {"base64_face", Trigger::kLiteral, MatchBase64Record, "a face record in base 64", kFaceImage},
    {"base64_finger_image", Trigger::kLiteral, MatchBase64Record, "a finger image in base 64",
     kFingerImage},
    {"base64_fingerprint", Trigger::kLiteral, MatchBase64Record, "finger minutiae in base 64",
     kFingerprint},
    {"base64_iris", Trigger::kLiteral, MatchBase64Record, "an iris image in base 64", kIrisImage},
    {"base64_picture", Trigger::kLiteral, MatchBase64Record, "a JPEG or PNG in base 64", kPicture},
    {"base64_picture", Trigger::kLiteral, MatchDataImage, "a picture in a URL of the scheme data",
     kDataImage},
    {"basic_credentials", Trigger::kLiteral, MatchBasicCredentials,
     "user and password behind Authorization: Basic", kBasic},
    {"bearer_token", Trigger::kLiteral, MatchBearerToken, "what stands behind Bearer", kBearer},
    {"bic_after_word", Trigger::kLiteral, MatchBicAfterWord, "the code of a bank behind its word",
     kBicWords},
    {"canvas_token", Trigger::kLiteral, MatchCanvasToken,
     "four or five digits, a tilde, 64 letters and digits", kTilde},
    {"command_password", Trigger::kLiteral, MatchCommandPassword, "mysql -pPassword", kOptionP},
    {"command_password", Trigger::kLiteral, MatchRedisPassword, "redis-cli -a password", kRedis},
    {"connection_jdbc", Trigger::kLiteral, MatchJdbcPassword, "the password of a JDBC URL",
     kConnectionJdbcMarks},
    {"connection_mssql", Trigger::kLiteral, MatchMssqlPassword, "Server=…;User Id=…;Password=…",
     kConnectionMssqlMarks},
    {"connection_odbc", Trigger::kLiteral, MatchOdbcPassword, "Driver=…;Uid=…;Pwd=…",
     kConnectionOdbcMarks},
    {"connection_oracle", Trigger::kLiteral, MatchOracleConnect,
     "user/password@host behind the name of a tool of Oracle", kConnectionOracleMarks},
    {"cookie_header", Trigger::kLiteral, MatchCookieHeader,
     "what a header Cookie or Set-Cookie carries", kCookieHeader},
    {"coordinate", Trigger::kDecimal, MatchCoordinate, "one decimal within 180 degrees"},
    {"coordinates", Trigger::kDecimal, MatchCoordinates, "latitude and longitude as decimals"},
    {"coordinates_dms", Trigger::kLiteral, MatchCoordinatesDms,
     "latitude and longitude with degree signs", kDegreeSign},
    {"creditor_reference", Trigger::kLiteral, MatchCreditorReference,
     "RF and up to 23 characters, compact or in groups", kReference},
    {"curl_user", Trigger::kLiteral, MatchCurlUser, "curl -u user:password", kCurlUser},
    {"cvv_after_word", Trigger::kLiteral, MatchCvvAfterWord,
     "three or four digits behind a word for a card's code", kCvvWords},
    {"date", Trigger::kYear, MatchDate, "a calendar date with a four-digit year"},
    {"de_address", Trigger::kLiteral, MatchDeAddress, "street and number, German", kDeStreets},
    {"diagnosis_after_word", Trigger::kLiteral, MatchDiagnosisAfterWord,
     "a code of ICD-10 behind a word for it", kDiagnosisWords},
    {"did_uri", Trigger::kLiteral, MatchDidUri, "did:method:id", kDid},
    {"digest_header", Trigger::kLiteral, MatchDigestHeader, "the response of Authorization: Digest",
     kDigestHeaderMarks},
    {"discord_token", Trigger::kMixedWord, MatchDiscordToken, "a token of a Discord bot", {}, 23},
    {"docker_auth", Trigger::kLiteral, MatchDockerAuth, "user and password in a Docker config.json",
     kDockerAuth},
    {"dotenv", Trigger::kLiteral, MatchDotenv, "NAME_SECRET=… at the beginning of a line",
     kDotenvMarks},
    {"email", Trigger::kAt, MatchEmail, "an e-mail address"},
    {"es_address", Trigger::kLiteral, MatchEsAddress, "street and number, Spanish or Portuguese",
     kEsStreets},
    {"eui64", Trigger::kColonToken, MatchEui64Colons, "00:00:00:00:00:00:00:00"},
    {"eui64", Trigger::kPairDashes, MatchEui64Dashes, "00-00-00-00-00-00-00-00"},
    {"expiry_after_word", Trigger::kLiteral, MatchExpiryAfterWord,
     "month and year behind a word for an end", kExpiryWords},
    {"facebook_app_token", Trigger::kLiteral, MatchFacebookAppToken,
     "number and secret of a Meta app", kBar},
    {"fr_address", Trigger::kLiteral, MatchFrAddress, "number and street, French", kFrStreets},
    {"gcp_service_account", Trigger::kLiteral, MatchGcpServiceAccount,
     "the private key of a Google service account", kPem},
    {"genetic_sequence", Trigger::kLiteral, MatchGeneticSequence, "fifty bases and more", kTriples},
    {"gitlab_session", Trigger::kLiteral, MatchSessionCookie, "the value of GitLab's cookie",
     kGitlabSession},
    {"google_client_id", Trigger::kLiteral, MatchGoogleClientId, "an OAuth client id of Google",
     kGoogleClientMark},
    {"gpg_passphrase", Trigger::kLiteral, MatchGpgPassphrase, "gpg --passphrase …",
     kGpgPassphraseMarks},
    {"gradle_credentials", Trigger::kLiteral, MatchGradleCredentials,
     "the password of a credentials block", kGradle},
    {"health_certificate", Trigger::kLiteral, MatchHealthCertificate, "HC1: and base 45",
     kHealthCertificate},
    {"high_entropy_base64",
     Trigger::kMixedWord,
     MatchHighEntropyBase64,
     "base64 of much entropy",
     {},
     3},
    {"hostname_internal", Trigger::kLiteral, MatchHostnameInternal,
     "a name that ends in .internal or .local", kInternal},
    {"htpasswd", Trigger::kLiteral, MatchHtpasswd, "user:$apr1$…", kHtpasswdMarks},
    {"iban", Trigger::kMixedWord, MatchIban, "an IBAN, compact or in groups", {}, 4},
    {"ipv4", Trigger::kDottedQuad, MatchIpv4, "a dotted quad"},
    {"ipv6", Trigger::kColonToken, MatchIpv6, "an IPv6 address"},
    {"it_address", Trigger::kLiteral, MatchItAddress, "street and number, Italian", kItStreets},
    {"jwe", Trigger::kLiteral, MatchJwe, "five base64url parts with dots, the first from eyJ",
     kJwt},
    {"jwk_private", Trigger::kLiteral, MatchJwkPrivate, "the member d of a JSON Web Key",
     kJwkPrivateMarks},
    {"jwt", Trigger::kLiteral, MatchJwt, "three base64url parts with dots, the first from eyJ",
     kJwt},
    {"kafka_jaas", Trigger::kLiteral, MatchKafkaJaas, "the password of a JAAS configuration",
     kLoginModule},
    {"kafka_password", Trigger::kLiteral, MatchPasswordAssignment,
     "the value of a password property of Kafka", kKafkaPasswords},
    {"key_assignment", Trigger::kLiteral, MatchKeyAssignment,
     "the value given to a name like api_key", kKeyNames},
    {"keystore_password", Trigger::kLiteral, MatchKeystorePassword, "-storepass …",
     kKeystorePasswordMarks},
    {"kubeconfig_key", Trigger::kLiteral, MatchKubeconfigKey, "the private key of a kubeconfig",
     kKubeconfig},
    {"kubernetes_secret", Trigger::kLiteral, MatchKubernetesSecret,
     "the values of a Secret manifest", kKindSecret},
    {"kubernetes_secret", Trigger::kLiteral, MatchKubernetesSecretJson,
     "the values of a Secret manifest in JSON", kKindSecretJson},
    {"laravel_key", Trigger::kLiteral, MatchLaravelKey, "APP_KEY=base64:…", kLaravelKeyMarks},
    {"ldap_bind", Trigger::kLiteral, MatchLdapBind, "bindpw …", kLdapBindMarks},
    {"mac", Trigger::kColonToken, MatchMacColons, "00:00:00:00:00:00"},
    {"mac", Trigger::kPairDashes, MatchMacDashes, "00-00-00-00-00-00"},
    {"mac", Trigger::kQuadDots, MatchMacDots, "0000.0000.0000"},
    {"machine_key", Trigger::kLiteral, MatchMachineKey, "validationKey=\"…\"", kMachineKeyMarks},
    {"mandate_after_word", Trigger::kLiteral, MatchMandateAfterWord,
     "a code behind a word for a mandate", kMandateWords},
    {"maven_password", Trigger::kLiteral, MatchMavenPassword, "<password> of a <server>",
     kMavenPasswordMarks},
    {"maxmind_key", Trigger::kLiteral, MatchMaxmindKey, "six characters, _, 29 and _mmk",
     kMaxmindKeyMarks},
    {"mnemonic", Trigger::kLiteral, MatchMnemonic, "a seed phrase of BIP-39", kSeedWords},
    {"mrz_td1", Trigger::kLiteral, MatchMrzTd1, "three lines of 30", kFillers},
    {"mrz_td2", Trigger::kLiteral, MatchMrzTd2, "two lines of 36", kFillers},
    {"mrz_td3", Trigger::kLiteral, MatchMrzTd3, "two lines of 44 of a passport", kFillers},
    {"mrz_visa", Trigger::kLiteral, MatchMrzVisa, "two lines of a visa", kFillers},
    {"mx_rfc", Trigger::kMixedWord, MatchMxRfc, "a Mexican taxpayer code with & or Ñ", {}, 9},
    {"netrc", Trigger::kLiteral, MatchNetrc, "machine … login … password …", kNetrcMarks},
    {"npmrc", Trigger::kLiteral, MatchNpmrc, "_authToken=… of a registry", kNpmrcMarks},
    {"nuget_password", Trigger::kLiteral, MatchNugetPassword,
     "<add key=\"ClearTextPassword\" value=\"…\"/>", kNugetPasswordMarks},
    {"one_time_code", Trigger::kLiteral, MatchOneTimeCode,
     "four to eight digits beside words like verification code", kOneTimeCodeMarks},
    {"organization", Trigger::kLiteral, MatchOrganization, "capitalised words and a legal form",
     kLegalForms},
    {"password_assignment", Trigger::kLiteral, MatchPasswordAssignment,
     "the value given to a name like password", kPasswordNames},
    {"pem_dsa", Trigger::kLiteral, MatchPem, "a DSA private key block", kPemDsa},
    {"pem_ec", Trigger::kLiteral, MatchPem, "an EC private key block", kPemEc},
    {"pem_encrypted", Trigger::kLiteral, MatchPem, "an encrypted PKCS#8 block", kPemEncrypted},
    {"pem_openssh", Trigger::kLiteral, MatchPem, "an OpenSSH private key block", kPemOpenssh},
    {"pem_pgp", Trigger::kLiteral, MatchPem, "an OpenPGP private key block", kPemPgp},
    {"pem_pkcs8", Trigger::kLiteral, MatchPem, "a PKCS#8 private key block", kPem},
    {"pem_rsa", Trigger::kLiteral, MatchPem, "an RSA private key block", kPemRsa},
    {"pem_ssh2", Trigger::kLiteral, MatchPem, "an SSH2 private key block", kPemSsh2},
    {"person", Trigger::kLiteral, MatchPersonTitle, "a name behind a title", kTitles},
    {"person", Trigger::kLiteral, MatchPersonGreeting, "a name behind a greeting", kGreetings},
    {"person", Trigger::kLiteral, MatchPersonSignature, "a name at the end of a letter",
     kEndsOfLetters},
    {"person", Trigger::kLiteral, MatchPersonIntroduction, "a name behind \"my name is\"",
     kIntroductions},
    {"person", Trigger::kLiteral, MatchPersonHonorific, "a name in front of a title", kHonorifics},
    {"person_role", Trigger::kLiteral, MatchPersonRole,
     "two capitalised words behind what somebody is", kRoles},
    {"phone_after_word", Trigger::kLiteral, MatchPhoneAfterWord,
     "nine to eleven digits behind a word like mobile", kMobileWords},
    {"phone_brackets", Trigger::kParenDigits, MatchPhoneBrackets, "(NXX) NXX-XXXX"},
    {"phone_brackets_national", Trigger::kParenDigits, MatchPhoneBracketsNational,
     "an area code in brackets, and 6 to 9 digits in groups"},
    {"phone_international", Trigger::kPlusDigits, MatchPhoneInternational, "+ and 7 to 15 digits"},
    {"pin_after_word", Trigger::kLiteral, MatchPinAfterWord, "four digits behind PIN", kPinWords},
    {"proxy_authorization", Trigger::kLiteral, MatchProxyAuthorization,
     "the credentials of Proxy-Authorization", kProxyAuthorizationMarks},
    {"pwdump", Trigger::kLiteral, MatchPwdump, "user:rid:lm:ntlm:::", kPwdumpMarks},
    {"pypirc", Trigger::kLiteral, MatchPypirc, "password = … of a package index", kPypircMarks},
    {"query_secret", Trigger::kLiteral, MatchQuerySecret,
     "the value of a parameter like access_token or password", kQuerySecretMarks},
    {"rails_key", Trigger::kLiteral, MatchRailsKey, "RAILS_MASTER_KEY=…", kRailsKeyMarks},
    {"recovery_codes", Trigger::kLiteral, MatchRecoveryCodes,
     "codes behind words like recovery codes", kRecoveryCodesMarks},
    {"saml_assertion", Trigger::kLiteral, MatchSamlAssertion, "<saml:Assertion>…</saml:Assertion>",
     kSamlAssertionMarks},
    {"schema_registry_auth", Trigger::kLiteral, MatchPasswordAssignment,
     "the value of basic.auth.user.info", kSchemaRegistryAuth},
    {"sentry_dsn", Trigger::kLiteral, MatchSentryDsn, "the secret key of a DSN", kSentryDsnMarks},
    {"sepa_creditor",
     Trigger::kMixedWord,
     MatchSepaCreditor,
     "a SEPA creditor identifier, compact or in groups",
     {},
     4},
    {"serial_after_word", Trigger::kLiteral, MatchSerialAfterWord, "a code behind serial number",
     kSerialWords},
    {"session_cookie", Trigger::kLiteral, MatchSessionCookie, "the value of a session's cookie",
     kCookies},
    {"sidekiq_credentials", Trigger::kLiteral, MatchSidekiqCredentials,
     "the credentials of a gem server", kSidekiqCredentialsMarks},
    {"social_handle", Trigger::kAt, MatchSocialHandle, "@name"},
    {"spring_password", Trigger::kLiteral, MatchSpringPassword, "spring.….password=…",
     kSpringPasswordMarks},
    {"sshpass_password", Trigger::kLiteral, MatchSshpassPassword, "sshpass -p password", kSshpass},
    {"street_address", Trigger::kLiteral, MatchStreetAddress,
     "number, name and a word for a street", kUsStreets},
    {"teams_workflow", Trigger::kLiteral, MatchTeamsWorkflow,
     "sig=… of a workflow of Power Automate", kTeamsWorkflowMarks},
    {"telegram_token", Trigger::kLiteral, MatchTelegramToken, "digits, :AA and 33 characters",
     kTelegramTokenMarks},
    {"terraform_password", Trigger::kLiteral, MatchPasswordAssignment,
     "the value of administrator_login_password", kTerraformPassword},
    {"terraform_sensitive", Trigger::kLiteral, MatchTerraformSensitive,
     "the value of a sensitive output", kTerraformSensitiveMarks},
    {"terraform_token", Trigger::kLiteral, MatchTerraformToken, "a token of Terraform Cloud",
     kTerraformMark},
    {"totp_seed", Trigger::kLiteral, MatchTotpSeed, "the secret of an otpauth:// URI",
     kTotpSeedMarks},
    {"twitter_access_token",
     Trigger::kMixedWord,
     MatchTwitterAccessToken,
     "15 to 25 digits, - and letters and digits",
     {},
     20},
    {"upi_id", Trigger::kAt, MatchUpiId, "name@handle without a dot"},
    {"upi_id_known", Trigger::kAt, MatchUpiIdKnown, "name@handle of a known payment app"},
    {"uri_amqp", Trigger::kLiteral, MatchSchemePassword, "the password of a URI of AMQP",
     kUriAmqpMarks},
    {"uri_clickhouse", Trigger::kLiteral, MatchSchemePassword,
     "the password of a URI of ClickHouse", kUriClickhouseMarks},
    {"uri_elastic", Trigger::kLiteral, MatchElasticPassword,
     "the password of a URI of Elasticsearch", kUriElasticMarks},
    {"uri_ftp", Trigger::kLiteral, MatchFtpPassword, "the password of a URI of FTP", kUriFtpMarks},
    {"uri_git", Trigger::kLiteral, MatchGitPassword,
     "the password or token of a URL of a repository", kUriGitMarks},
    {"uri_ldap", Trigger::kLiteral, MatchSchemePassword, "the password of a URI of LDAP",
     kUriLdapMarks},
    {"uri_mongodb", Trigger::kLiteral, MatchSchemePassword, "the password of a URI of MongoDB",
     kUriMongodbMarks},
    {"uri_mqtt", Trigger::kLiteral, MatchSchemePassword, "the password of a URI of MQTT",
     kUriMqttMarks},
    {"uri_mssql", Trigger::kLiteral, MatchSchemePassword, "the password of a URI of SQL Server",
     kUriMssqlMarks},
    {"uri_mysql", Trigger::kLiteral, MatchSchemePassword,
     "the password of a URI of MySQL or MariaDB", kUriMysqlMarks},
    {"uri_postgres", Trigger::kLiteral, MatchSchemePassword, "the password of a URI of PostgreSQL",
     kUriPostgresMarks},
    {"uri_redis", Trigger::kLiteral, MatchSchemePassword, "the password of a URI of Redis",
     kUriRedisMarks},
    {"uri_smtp", Trigger::kLiteral, MatchSchemePassword, "the password of a URI of a mail server",
     kUriSmtpMarks},
    {"url", Trigger::kLiteral, MatchUrl, "a web address", kUrls},
    {"url_credentials", Trigger::kLiteral, MatchUrlCredentials, "scheme://user:password@host",
     kUrl},
    {"url_query_secret", Trigger::kLiteral, MatchUrlQuerySecret,
     "the value of a parameter of a URL like token or sig", kQueryNames},
    {"us_address", Trigger::kLiteral, MatchUsAddress, "number, street, town, state and ZIP code",
     kUsStreets},
    {"vault_unseal_key", Trigger::kLiteral, MatchVaultUnsealKey,
     "the value of Unseal Key 1:", kUnsealKey},
    {"wifi_passphrase", Trigger::kLiteral, MatchWifiPassphrase, "wpa_passphrase=…",
     kWifiPassphraseMarks},
    {"wifi_qr", Trigger::kLiteral, MatchWifiQr, "WIFI:S:…;P:…;;", kWifiQrMarks},
    {"wireguard_key", Trigger::kLiteral, MatchWireguardKey, "PrivateKey = 32 bytes in base64",
     kWireguardKeyMarks},
    {"wordpress_salt", Trigger::kLiteral, MatchWordpressSalt, "define('AUTH_KEY', '…')",
     kWordpressSaltMarks},
    {"xml_private_key", Trigger::kLiteral, MatchXmlPrivateKey, "<D> of an <RSAKeyValue>",
     kXmlPrivateKeyMarks},
};

static_assert(std::is_sorted(std::begin(kMatchers), std::end(kMatchers),
                             [](const Matcher& a, const Matcher& b) { return a.name < b.name; }));

struct ByName {
  bool operator()(const Matcher& a, std::string_view b) const { return a.name < b; }
  bool operator()(std::string_view a, const Matcher& b) const { return a < b.name; }
};

}  // namespace

std::span<const Matcher> FindMatcher(std::string_view name) {
  const auto [first, last] =
      std::equal_range(std::begin(kMatchers), std::end(kMatchers), name, ByName{});
  return {first, last};
}

std::span<const Matcher> AllMatchers() { return kMatchers; }

}  // namespace aegis::detect
