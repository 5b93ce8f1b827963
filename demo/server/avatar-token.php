<?php
/**
 * The token endpoint in plain PHP 7.4 or newer, with the extension curl. Put this file on your server, and beside it or one folder above
 * the web root a file avatar-config.php:
 *
 *     <?php return [
 *       'api_key' => '…',                       // of LiveAvatar; never in a page
 *       'origins' => ['https://example.com'],   // the pages that get tokens
 *       'settings' => ['avatar_id' => '…', 'avatar_persona' => ['context_id' => '…', 'language' => 'en'], 'max_session_duration' => 600],
 *       // for LITE, where the page sends the avatar's voice: 'settings' => ['mode' => 'LITE', 'avatar_id' => '…'],
 *       // 'start' => true,                     // this server starts the session, not the page
 *       // 'agent_type' => 'elevenlabs_agent',   // who thinks behind the avatar, where LiveAvatar does not say it
 *     ];
 *
 * In the page: token-url="/avatar-token.php" stop-url="/avatar-token.php?stop"
 */
declare(strict_types=1);

const TOKENS_A_MINUTE = 10; // for one address
const TOKENS_A_MINUTE_IN_ALL = 100;
const STOPS_PER_TOKEN = 5;

ini_set('display_errors', '0'); // a message of PHP could show a path or a part of the configuration
$found = array_filter([dirname(__DIR__) . '/avatar-config.php', __DIR__ . '/avatar-config.php'], 'is_file');
$config = $found ? require reset($found) : [];
$stops = isset($_GET['stop']);

header('Cache-Control: no-store');
header('Vary: Origin');

$origin = $_SERVER['HTTP_ORIGIN'] ?? '';
if (in_array($origin, $config['origins'] ?? [], true)) {
  header("Access-Control-Allow-Origin: $origin");
  header('Access-Control-Allow-Credentials: true');
  header('Access-Control-Expose-Headers: Retry-After');
} elseif (!$stops || $origin !== 'null' || ($_SERVER['HTTP_SEC_FETCH_SITE'] ?? '') !== 'same-origin') {
  // The beacon of a page without referrer has the origin "null"; every other call of a page says where it comes from.
  answer(403, 'origin-not-allowed');
}

if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS') {
  header('Access-Control-Allow-Methods: POST');
  header('Access-Control-Allow-Headers: content-type, x-requested-with');
  answer(204);
}
if ($_SERVER['REQUEST_METHOD'] !== 'POST') answer(405, 'method-not-allowed');
if (($config['api_key'] ?? '') === '') {
  error_log('avatar-token.php: avatar-config.php has no api_key.');
  answer(500, 'internal');
}
// A form that somebody put into your page can send neither. A beacon has no header of its own, and only ends sessions.
$type = strtolower(trim(explode(';', $_SERVER['CONTENT_TYPE'] ?? '')[0]));
$of_script = $type === 'application/json' || ($_SERVER['HTTP_X_REQUESTED_WITH'] ?? '') === 'heygen-avatar';
if (!$stops && !$of_script) answer(415, 'not-json');

limit($stops ? 'stop' : 'token', $stops ? STOPS_PER_TOKEN : 1);

$body = json_decode((string) file_get_contents('php://input', false, null, 0, 100000), true);
if (!is_array($body)) $body = [];
if ($stops) {
  $id = $body['session_id'] ?? '';
  if (!is_string($id) || !preg_match('/^[\w-]{1,100}$/D', $id)) answer(400, 'bad-request');
  $ticket = $body['stop_ticket'] ?? '';
  if (!is_string($ticket) || !hash_equals(stop_ticket($id), $ticket)) answer(403, 'bad-ticket');
  call('/v1/sessions/stop', ['session_id' => $id]);
  answer(204);
}

$settings = ($config['settings'] ?? []) + ['mode' => 'FULL'];
$language = $body['language'] ?? ''; // the one thing that the page may choose
if (!is_string($language) || !preg_match('/^[A-Za-z-]{2,10}$/D', $language)) $language = '';
// A token that is fetched ahead has no session yet: nobody has asked for one.
$starts = !empty($config['start']) && ($body['prefetch'] ?? false) !== true;
[$status, $reply, $data] = make(with_language($settings, $language), $starts);
// Some agents refuse a language: it must not fail a start.
$may_refuse = $language !== '' && isset($settings['voice_agent']);
if (!$data && $may_refuse && in_array($status, [400, 422], true)) [$status, $reply, $data] = make($settings, $starts);
if (!$data) refuse($status, $reply);
header('Content-Type: application/json');
echo json_encode($data);

/** Makes a token, and where this server starts the sessions, that as well. Returns LiveAvatar's last status and reply, and what the page gets. */
function make(array $settings, bool $starts): array {
  global $config;
  [$status, $reply] = call('/v1/sessions/token', $settings);
  if (!is_string($reply['data']['session_token'] ?? null)) return [$status, $reply, []];
  $data = array_intersect_key($reply['data'], ['session_token' => 1, 'session_id' => 1]);
  if (is_string($data['session_id'] ?? null)) $data['stop_ticket'] = stop_ticket($data['session_id']);
  if (is_string($config['agent_type'] ?? null)) $data['agent_type'] = $config['agent_type'];
  if (!$starts) return [$status, $reply, $data];
  [$status, $reply] = call('/v1/sessions/start', [], "Authorization: Bearer {$data['session_token']}");
  if (!is_string($reply['data']['livekit_url'] ?? null) || !is_string($reply['data']['livekit_client_token'] ?? null)) {
    // The page asks again after such a failure: a session that was started all the same would stay open beside the next one.
    if (!is_refusal($status)) call('/v1/sessions/stop', ['session_id' => $data['session_id']]);
    return [$status, $reply, []];
  }
  $known = ['livekit_url' => 1, 'livekit_client_token' => 1, 'max_session_duration' => 1, 'ws_url' => 1];
  return [$status, $reply, $data + array_filter(array_intersect_key($reply['data'], $known), 'is_scalar')];
}

/** Whether LiveAvatar refused, and so has started no session. Too slow, too early and too many calls (408, 425, 429) prove nothing. */
function is_refusal(int $status): bool {
  return $status >= 400 && $status < 500 && !in_array($status, [408, 425, 429], true);
}

/** A persona and a voice agent have a language, a LITE session has none. */
function with_language(array $settings, string $language): array {
  if ($language === '' || $settings['mode'] === 'LITE') return $settings;
  $settings[isset($settings['voice_agent']) ? 'voice_agent' : 'avatar_persona']['language'] = $language;
  return $settings;
}

/** Only the page that got the token can end its session: no other page can make this signature of its id. */
function stop_ticket(string $session_id): string {
  global $config;
  $key = hash_hkdf('sha256', $config['api_key'], 32, 'heygen-avatar stop ticket, version 1');
  $signature = hash_hmac('sha256', $session_id, $key, true);
  return rtrim(strtr(base64_encode($signature), '+/', '-_'), '=');
}

/** Ends the request. The page learns one word; the reason is in PHP's error log. */
function answer(int $status, string $error = ''): void {
  http_response_code($status);
  if ($error !== '') {
    header('Content-Type: application/json');
    echo json_encode(['error' => $error]);
  }
  exit;
}

/** Ends the request with the word for what LiveAvatar refused. */
function refuse(int $status, array $reply): void {
  if ($status === 429) answer(429, 'rate-limited');
  $words = [4032 => 'busy', 4033 => 'no-credits'];
  $word = $words[$reply['code'] ?? 0] ?? 'refused';
  answer($word === 'refused' ? 502 : 503, $word);
}

/** Calls LiveAvatar with the key, or with the token of a session. Returns the status, 0 for none, and the reply. */
function call(string $path, array $body, string $credentials = ''): array {
  global $config;
  $request = curl_init(($config['api_url'] ?? 'https://api.liveavatar.com') . $path);
  curl_setopt_array($request, [
    CURLOPT_POSTFIELDS => json_encode((object) $body),
    CURLOPT_HTTPHEADER => [$credentials ?: "X-API-KEY: {$config['api_key']}", 'Content-Type: application/json', 'Accept: application/json'],
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_FOLLOWLOCATION => false, // the key must not follow a redirect to another server
    CURLOPT_TIMEOUT => 10,
  ]);
  $text = curl_exec($request);
  $status = curl_getinfo($request, CURLINFO_RESPONSE_CODE);
  if ($status < 200 || $status > 299) {
    error_log("avatar-token.php: LiveAvatar answered $path with $status: " . ($text === false ? curl_error($request) : substr($text, 0, 500)));
  }
  $reply = $text === false ? null : json_decode($text, true);
  return [$status, is_array($reply) ? $reply : []];
}

/** Counts the calls in a minute, of one address and of all, in a file that all processes of PHP lock in turn. */
function limit(string $kind, int $times): void {
  global $config;
  // Others on a shared server cannot guess the name.
  $name = hash_hmac('sha256', __FILE__ . $kind, $config['api_key']);
  $file = fopen(sys_get_temp_dir() . "/avatar-$name.json", 'c+');
  // Without a count there is no limit, and each token costs money.
  if (!$file || !flock($file, LOCK_EX)) {
    error_log('avatar-token.php: cannot count calls in ' . sys_get_temp_dir());
    answer(503, 'rate-limit-store');
  }
  $counts = json_decode((string) stream_get_contents($file), true);
  if (!is_array($counts) || $counts['ends'] <= time()) $counts = ['ends' => time() + 60, 'all' => 0, 'of' => []];
  $address = network($_SERVER['REMOTE_ADDR'] ?? '');
  $own = ($counts['of'][$address] ?? 0) + 1;
  $isOver = $own > TOKENS_A_MINUTE * $times || $counts['all'] >= TOKENS_A_MINUTE_IN_ALL * $times;
  if (!$isOver) {
    // Only calls that are allowed are written, so the file stays small and nobody can use up what others may have.
    $counts['of'][$address] = $own;
    $counts['all'] += 1;
    ftruncate($file, 0);
    rewind($file);
    fwrite($file, json_encode($counts));
  }
  fclose($file);
  if ($isOver) {
    header('Retry-After: ' . max(1, $counts['ends'] - time()));
    answer(429, 'rate-limited');
  }
}

/** One visitor has all addresses of an IPv6 /64. */
function network(string $address): string {
  $bytes = @inet_pton($address);
  return $bytes !== false && strlen($bytes) === 16 ? bin2hex(substr($bytes, 0, 8)) : $address;
}
