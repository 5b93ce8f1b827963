<?php
/**
 * Plugin Name: HeyGen Avatar
 * Description: A talking HeyGen avatar in your pages. Key and avatar are in Settings > HeyGen Avatar; put it into a page with the block "HeyGen Avatar" or the shortcode [heygen_avatar].
 * Version: 0.0.0
 * Requires at least: 6.1
 * Requires PHP: 7.4
 * License: MIT
 * Text Domain: heygen-avatar
 * Domain Path: /languages
 */
declare(strict_types=1);

namespace HeyGenAvatar;

if (!defined('ABSPATH')) exit;

const OPTION = 'heygen_avatar';
const TRANSIENT = 'heygen_avatar_';
const API = 'https://api.liveavatar.com';
const TOKENS_A_MINUTE = 10; // for one visitor
const TOKENS_A_MINUTE_IN_ALL = 100;
const STOPS_PER_TOKEN = 5;

/** What a block and a shortcode may set, by the names of the element's attributes. The first choice is the default. */
const FIELDS = [
  'greeting' => ['type' => 'string'],
  'poster' => ['type' => 'string'],
  'language' => ['type' => 'string'],
  'mode' => ['type' => 'string', 'choices' => ['inline', 'floating']],
  'placement' => ['type' => 'string', 'choices' => ['bottom-end', 'bottom-start', 'top-end', 'top-start']],
  'controls' => ['type' => 'boolean', 'default' => true],
  'microphone' => ['type' => 'boolean', 'default' => true],
  'chat' => ['type' => 'boolean', 'default' => true],
  'captions' => ['type' => 'boolean', 'default' => true],
];

add_action('init', __NAMESPACE__ . '\register_content');
add_action('rest_api_init', __NAMESPACE__ . '\register_routes');
add_action('admin_init', __NAMESPACE__ . '\register_settings');
add_action('wp_head', __NAMESPACE__ . '\print_permission');
add_action('admin_menu', fn() => add_options_page('HeyGen Avatar', 'HeyGen Avatar', 'manage_options', 'heygen-avatar', __NAMESPACE__ . '\settings_page'));
register_uninstall_hook(__FILE__, __NAMESPACE__ . '\uninstall');

// ---- Settings ----

function settings(): array {
  $saved = get_option(OPTION, []);
  return (is_array($saved) ? $saved : []) + ['api_key' => '', 'avatar_id' => '', 'voice_id' => '', 'context_id' => '', 'minutes' => 10, 'proxies' => 0];
}

/** A constant in wp-config.php keeps the key out of the database. */
function api_key(): string {
  return defined('HEYGEN_AVATAR_API_KEY') ? HEYGEN_AVATAR_API_KEY : settings()['api_key'];
}

function register_settings(): void {
  register_setting('heygen_avatar', OPTION, ['type' => 'array', 'sanitize_callback' => __NAMESPACE__ . '\checked_settings', 'show_in_rest' => false]);
}

/** WordPress calls this twice for the first save, the second time with what it returned. */
function checked_settings($input): array {
  $input = is_array($input) ? $input : [];
  $old = settings();
  $new = [];
  // The page never shows the key, so an empty field means: as before.
  $key = trim((string) ($input['api_key'] ?? ''));
  $new['api_key'] = !empty($input['forget_key']) ? '' : ($key !== '' ? $key : $old['api_key']);
  foreach (['avatar_id', 'voice_id', 'context_id'] as $name) {
    $new[$name] = preg_replace('/[^\w-]/', '', (string) ($input[$name] ?? ''));
  }
  $new['minutes'] = max(1, min(120, (int) ($input['minutes'] ?? 10)));
  $new['proxies'] = max(0, min(20, (int) ($input['proxies'] ?? 0)));
  return $new;
}

function settings_page(): void {
  $settings = settings();
  $has_key = api_key() !== '';
  $row = function (string $name, string $label, string $help, array $attributes = []) use ($settings): void {
    $attributes += ['type' => 'text', 'class' => 'regular-text', 'value' => (string) ($settings[$name] ?? '')];
    $text = '';
    foreach ($attributes as $key => $value) $text .= sprintf(' %s="%s"', $key, esc_attr($value));
    printf('<tr><th scope="row"><label for="heygen-%1$s">%2$s</label></th><td><input id="heygen-%1$s" name="%3$s[%1$s]"%4$s>', $name, esc_html($label), OPTION, $text);
    printf('<p class="description">%s</p></td></tr>', esc_html($help));
  };
  echo '<div class="wrap"><h1>HeyGen Avatar</h1><form method="post" action="options.php"><table class="form-table">';
  settings_fields('heygen_avatar');
  $key_help = $has_key ? __('A key is saved. Leave this empty to keep it.', 'heygen-avatar') : __('From app.liveavatar.com. It stays on this server; no page contains it.', 'heygen-avatar');
  $row('api_key', __('LiveAvatar API key', 'heygen-avatar'), $key_help, ['type' => 'password', 'autocomplete' => 'off', 'value' => '', 'placeholder' => $has_key ? '••••••••' : '']);
  $row('avatar_id', __('Avatar', 'heygen-avatar'), __('The ID of an avatar of your account.', 'heygen-avatar'));
  $row('voice_id', __('Voice', 'heygen-avatar'), __('The ID of a voice. Empty: the avatar’s own.', 'heygen-avatar'));
  $row('context_id', __('Context', 'heygen-avatar'), __('The ID of the context with which the avatar answers visitors. Empty: it only greets.', 'heygen-avatar'));
  $row('minutes', __('Longest conversation', 'heygen-avatar'), __('In minutes. Each minute costs credits.', 'heygen-avatar'), ['type' => 'number', 'min' => '1', 'max' => '120', 'class' => 'small-text']);
  $row('proxies', __('Proxies', 'heygen-avatar'), __('How many servers of yours or your host each visit passes first, such as Cloudflare (1). One visitor gets at most 10 sessions a minute; this says whose address counts.', 'heygen-avatar'), ['type' => 'number', 'min' => '0', 'max' => '20', 'class' => 'small-text']);
  if ($has_key) printf('<tr><th></th><td><label><input type="checkbox" name="%s[forget_key]" value="1"> %s</label></td></tr>', OPTION, esc_html__('Forget the saved key', 'heygen-avatar'));
  echo '</table>';
  submit_button();
  printf('</form><h2>%s</h2><p>', esc_html__('Put it into a page', 'heygen-avatar'));
  /* translators: 1: name of the block, 2: a shortcode, 3: the same with settings. */
  $how = esc_html__('Add the block %1$s, or write %2$s. The shortcode takes the same settings: %3$s.', 'heygen-avatar');
  printf($how, '<b>HeyGen Avatar</b>', '<code>[heygen_avatar]</code>', '<code>[heygen_avatar greeting="Welcome!" mode="floating" chat="no"]</code>');
  echo '</p></div>';
}

// ---- Block and shortcode ----

function register_content(): void {
  load_plugin_textdomain('heygen-avatar', false, dirname(plugin_basename(__FILE__)) . '/languages');
  wp_register_script('heygen-avatar', plugins_url('js/heygen-avatar.js', __FILE__), [], '0.0.0', true);
  wp_register_script('heygen-avatar-block', plugins_url('block.js', __FILE__), ['wp-blocks', 'wp-element', 'wp-block-editor', 'wp-components'], '0.0.0', true);
  wp_add_inline_script('heygen-avatar-block', 'window.heygenAvatar = ' . wp_json_encode(['fields' => FIELDS, 'words' => words()]) . ';', 'before');
  add_filter('script_loader_tag', __NAMESPACE__ . '\as_module', 10, 2);
  $attributes = array_map(fn($field) => array_intersect_key($field, ['type' => 1, 'default' => 1]), FIELDS);
  register_block_type('heygen-avatar/avatar', [
    'api_version' => 2,
    'title' => 'HeyGen Avatar',
    'description' => __('A talking avatar that visitors can speak with.', 'heygen-avatar'),
    'category' => 'embed',
    'icon' => 'format-chat',
    'attributes' => $attributes,
    'supports' => ['html' => false, 'align' => true],
    'editor_script' => 'heygen-avatar-block',
    'render_callback' => fn($attributes) => sprintf('<div %s>%s</div>', get_block_wrapper_attributes(), element($attributes)),
  ]);
  add_shortcode('heygen_avatar', __NAMESPACE__ . '\shortcode');
}

/** The words of the block in the editor, by field, choice or place. */
function words(): array {
  return [
    'greeting' => __('The avatar says this first', 'heygen-avatar'),
    'poster' => __('Address of a picture, shown before the start', 'heygen-avatar'),
    'language' => __('Language of the conversation, such as en or de', 'heygen-avatar'),
    'mode' => __('Place', 'heygen-avatar'),
    'inline' => __('In the page', 'heygen-avatar'),
    'floating' => __('Floating, in a corner of the window', 'heygen-avatar'),
    'placement' => __('Corner of a floating avatar', 'heygen-avatar'),
    'bottom-end' => __('Bottom, at the end of the lines', 'heygen-avatar'),
    'bottom-start' => __('Bottom, at the beginning of the lines', 'heygen-avatar'),
    'top-end' => __('Top, at the end of the lines', 'heygen-avatar'),
    'top-start' => __('Top, at the beginning of the lines', 'heygen-avatar'),
    'controls' => __('Buttons: captions, settings', 'heygen-avatar'),
    'microphone' => __('Microphone', 'heygen-avatar'),
    'chat' => __('Text box and transcript', 'heygen-avatar'),
    'captions' => __('Captions', 'heygen-avatar'),
    'panel' => __('Avatar', 'heygen-avatar'),
    'hint' => __('Visitors see the avatar here. It is not started in the editor.', 'heygen-avatar'),
  ];
}

function as_module(string $tag, string $handle): string {
  return $handle === 'heygen-avatar' ? str_replace('<script ', '<script type="module" ', preg_replace('/ type=([\'"])text\/javascript\1/', '', $tag)) : $tag;
}

/** `[heygen_avatar chat]` and `[heygen_avatar chat="no"]` are both written. */
function shortcode($given): string {
  $attributes = [];
  foreach (is_array($given) ? $given : [] as $name => $value) {
    $key = is_int($name) ? $value : $name;
    if (!isset(FIELDS[$key])) continue;
    $isYes = is_int($name) || !in_array(strtolower($value), ['no', 'false', '0', 'off', ''], true);
    // Editors put curly quotes into shortcodes, which WordPress then leaves in the value.
    $attributes[$key] = FIELDS[$key]['type'] === 'boolean' ? $isYes : trim(html_entity_decode((string) $value), "“”„″'\" \t");
  }
  return element($attributes);
}

/**
 * Permits the elements of this page the two addresses of this plugin: what an author, or a comment, writes into an element of its own cannot
 * name others. A block theme has rendered the page by now; a classic one renders it later, so this looks into what it will show.
 */
function print_permission(): void {
  $posts = $GLOBALS['wp_query']->posts ?? [];
  $has_avatar = fn($post) => $post instanceof \WP_Post && (has_block('heygen-avatar/avatar', $post) || has_shortcode($post->post_content, 'heygen_avatar'));
  if (!wp_script_is('heygen-avatar') && !array_filter($posts, $has_avatar)) return;
  printf("<meta name=\"heygen-avatar-allow\" content=\"%s %s\">\n", esc_url(rest_url('heygen-avatar/v1/token')), esc_url(rest_url('heygen-avatar/v1/stop')));
}

/** The markup of the element. The server writes it when the page is shown, so no filter for authors' HTML ever removes it. */
function element(array $given): string {
  wp_enqueue_script('heygen-avatar');
  $attributes = ['token-url' => rest_url('heygen-avatar/v1/token'), 'stop-url' => rest_url('heygen-avatar/v1/stop')];
  foreach (FIELDS as $name => $field) {
    $value = $given[$name] ?? $field['default'] ?? '';
    if ($field['type'] === 'boolean' ? $value : is_string($value) && $value !== '') $attributes[$name] = $field['type'] === 'boolean' ? '' : $value;
  }
  if (isset($attributes['poster'])) $attributes['poster'] = esc_url($attributes['poster'], ['http', 'https']);
  $text = '';
  foreach ($attributes as $name => $value) $text .= sprintf(' %s="%s"', $name, encoded($value));
  return "<heygen-avatar$text></heygen-avatar>";
}

/** Beyond what HTML needs: WordPress looks for shortcodes, smileys and quotes in attributes too, in what it gets after this. */
function encoded(string $value): string {
  return strtr(esc_attr($value), ['[' => '&#91;', ']' => '&#93;', "\n" => ' ', "\r" => '']);
}

// ---- The token endpoint ----

function register_routes(): void {
  foreach (['token', 'stop'] as $call) {
    register_rest_route('heygen-avatar/v1', "/$call", [
      'methods' => 'POST',
      'permission_callback' => fn($request) => may_call($call, $request),
      'callback' => __NAMESPACE__ . "\\$call",
    ]);
  }
}

/** Pages of this site only. Everything else costs nothing: no call of the API, no transient. */
function may_call(string $call, \WP_REST_Request $request) {
  $origin = $request->get_header('origin');
  // The beacon of a page without referrer has the origin "null"; the browser says whether it is of this site.
  $is_beacon = $call === 'stop' && $origin === 'null' && $request->get_header('sec_fetch_site') === 'same-origin';
  if (!$is_beacon && !in_array($origin, origins(), true)) return new \WP_Error('origin-not-allowed', 'origin-not-allowed', ['status' => 403]);
  // A form that somebody put into a page can send neither.
  $type = strtolower(trim(explode(';', (string) $request->get_header('content_type'))[0]));
  $of_script = $type === 'application/json' || $request->get_header('x_requested_with') === 'heygen-avatar';
  if ($call === 'token' && !$of_script) return new \WP_Error('not-json', 'not-json', ['status' => 415]);
  return true;
}

/** The site's own origins; a filter may add others. */
function origins(): array {
  $own = array_map(function ($url) {
    $parts = wp_parse_url($url);
    return $parts['scheme'] . '://' . $parts['host'] . (isset($parts['port']) ? ':' . $parts['port'] : '');
  }, [home_url(), site_url()]);
  return apply_filters('heygen_avatar_origins', $own);
}

function token(\WP_REST_Request $request): \WP_REST_Response {
  ['avatar_id' => $avatar, 'voice_id' => $voice, 'context_id' => $context, 'minutes' => $minutes] = settings();
  if (api_key() === '' || $avatar === '') {
    error_log('HeyGen Avatar: enter the API key and an avatar in Settings > HeyGen Avatar.');
    return answer(500, 'internal');
  }
  $refused = limit('token', 1);
  if ($refused) return $refused;
  $body = json_decode($request->get_body(), true);
  $language = is_array($body) ? $body['language'] ?? '' : '';
  if (!is_string($language) || !preg_match('/^[A-Za-z-]{2,10}$/D', $language)) $language = '';
  $session = session(['avatar_id' => $avatar, 'avatar_persona' => array_filter(['voice_id' => $voice, 'context_id' => $context]), 'max_session_duration' => $minutes * 60]);
  // A token that is fetched ahead has no session yet: nobody has asked for one.
  $session['start'] = $session['start'] && ($body['prefetch'] ?? false) !== true;
  [$status, $reply, $data] = make($session, $language);
  // Some agents refuse a language: it must not fail a start.
  $may_refuse = $language !== '' && isset($session['settings']['voice_agent']);
  if (!$data && $may_refuse && in_array($status, [400, 422], true)) [$status, $reply, $data] = make($session, '');
  if ($data) return no_store(new \WP_REST_Response($data));
  if ($status === 429) return answer(429, 'rate-limited');
  $words = [4032 => 'busy', 4033 => 'no-credits'];
  $word = $words[$reply['code'] ?? 0] ?? 'refused';
  return answer($word === 'refused' ? 502 : 503, $word);
}

/**
 * What each session is made with. A theme or plugin changes it by the filter `heygen_avatar_session`: `settings`, the body of LiveAvatar's
 * token call, such as another `mode` or a `voice_agent` in place of the persona; `start`, whether this server starts the session;
 * `agent_type`, who thinks behind the avatar where LiveAvatar does not say it.
 */
function session(array $settings): array {
  $session = (array) apply_filters('heygen_avatar_session', ['settings' => $settings + ['mode' => 'FULL'], 'start' => false, 'agent_type' => '']);
  $session += ['settings' => $settings, 'start' => false, 'agent_type' => ''];
  $has_persona = ($session['settings']['mode'] ?? 'FULL') === 'FULL' && empty($session['settings']['voice_agent']);
  if (!$has_persona) unset($session['settings']['avatar_persona']);
  return $session;
}

/** Makes a token, and where this server starts the sessions, that as well. Returns LiveAvatar's last status and reply, and what the page gets. */
function make(array $session, string $language): array {
  $settings = $session['settings'];
  foreach (['avatar_persona', 'voice_agent'] as $speaker) {
    if (!isset($settings[$speaker])) continue;
    if ($language !== '') $settings[$speaker]['language'] = $language;
    $settings[$speaker] = (object) $settings[$speaker]; // an empty one is {} and not []
  }
  [$status, $reply] = call('/v1/sessions/token', $settings);
  if (!is_string($reply['data']['session_token'] ?? null)) return [$status, $reply, []];
  $id = (string) ($reply['data']['session_id'] ?? '');
  $data = ['session_token' => $reply['data']['session_token'], 'session_id' => $id, 'stop_ticket' => stop_ticket($id)];
  if ($session['agent_type'] !== '') $data['agent_type'] = (string) $session['agent_type'];
  if (!$session['start']) return [$status, $reply, $data];
  [$status, $reply] = call('/v1/sessions/start', [], ['Authorization' => 'Bearer ' . $data['session_token']]);
  if (!is_string($reply['data']['livekit_url'] ?? null) || !is_string($reply['data']['livekit_client_token'] ?? null)) {
    // The page asks again after such a failure: a session that was started all the same would stay open beside the next one.
    if (!is_refusal($status)) call('/v1/sessions/stop', ['session_id' => $id]);
    return [$status, $reply, []];
  }
  $known = ['livekit_url' => 1, 'livekit_client_token' => 1, 'max_session_duration' => 1, 'ws_url' => 1];
  return [$status, $reply, $data + array_filter(array_intersect_key($reply['data'], $known), 'is_scalar')];
}

/** Whether LiveAvatar refused, and so has started no session. Too slow, too early and too many calls (408, 425, 429) prove nothing. */
function is_refusal(int $status): bool {
  return $status >= 400 && $status < 500 && !in_array($status, [408, 425, 429], true);
}

function stop(\WP_REST_Request $request): \WP_REST_Response {
  $refused = limit('stop', STOPS_PER_TOKEN);
  if ($refused) return $refused;
  $body = json_decode($request->get_body(), true);
  $id = is_array($body) ? $body['session_id'] ?? '' : '';
  if (!is_string($id) || !preg_match('/^[\w-]{1,100}$/D', $id)) return answer(400, 'bad-request');
  $ticket = $body['stop_ticket'] ?? '';
  if (!is_string($ticket) || !hash_equals(stop_ticket($id), $ticket)) return answer(403, 'bad-ticket');
  call('/v1/sessions/stop', ['session_id' => $id]);
  return no_store(new \WP_REST_Response(null, 204));
}

/** Proves that a page got the token of this session, so that nobody ends the session of another visitor. */
function stop_ticket(string $session_id): string {
  return hash_hmac('sha256', "stop $session_id", api_key());
}

/** The page learns one word; the reason is in PHP's error log. */
function answer(int $status, string $error): \WP_REST_Response {
  return no_store(new \WP_REST_Response(['error' => $error], $status));
}

/** No cache of the host may keep a token. */
function no_store(\WP_REST_Response $response): \WP_REST_Response {
  $response->header('Cache-Control', 'no-store');
  return $response;
}

/** Calls LiveAvatar with the key, or with the token of a session. Returns the status, 0 for none, and the reply. */
function call(string $path, array $body, ?array $credentials = null): array {
  $base = defined('HEYGEN_AVATAR_API_URL') ? HEYGEN_AVATAR_API_URL : API;
  $response = wp_remote_post($base . $path, [
    'headers' => ($credentials ?? ['X-API-KEY' => api_key()]) + ['Content-Type' => 'application/json', 'Accept' => 'application/json'],
    'body' => wp_json_encode((object) $body),
    'timeout' => 10,
    'redirection' => 0, // the key must not follow a redirect to another server
  ]);
  $status = (int) wp_remote_retrieve_response_code($response);
  $text = wp_remote_retrieve_body($response);
  if ($status < 200 || $status > 299) {
    error_log("HeyGen Avatar: LiveAvatar answered $path with $status: " . (is_wp_error($response) ? $response->get_error_message() : substr($text, 0, 500)));
  }
  $reply = json_decode($text, true);
  return [$status, is_array($reply) ? $reply : []];
}

/** Counts a call of one visitor and of all in transients. Returns the refusal, if there are too many. */
function limit(string $kind, int $times): ?\WP_REST_Response {
  global $wpdb;
  // Calls at the same time would read the same count. A database without such locks answers null.
  $hidden = $wpdb->suppress_errors();
  $lock = $wpdb->get_var($wpdb->prepare('SELECT GET_LOCK(%s, 5)', $wpdb->prefix . TRANSIENT . $kind));
  $wpdb->suppress_errors($hidden);
  if ($lock === '0') return answer(503, 'rate-limit-store');
  $wait = count_call($kind . '_' . wp_hash(client_network()), TOKENS_A_MINUTE * $times) ?: count_call("{$kind}_all", TOKENS_A_MINUTE_IN_ALL * $times);
  if ($lock === '1') $wpdb->query($wpdb->prepare('DO RELEASE_LOCK(%s)', $wpdb->prefix . TRANSIENT . $kind));
  if ($wait === 0) return null;
  $response = answer(429, 'rate-limited');
  $response->header('Retry-After', (string) $wait);
  return $response;
}

/** Returns how many seconds to wait, 0 if this call is within the limit. Only calls within it are counted. */
function count_call(string $name, int $most): int {
  $known = get_transient(TRANSIENT . $name);
  [$count, $ends] = is_array($known) && $known[1] > time() ? $known : [0, time() + MINUTE_IN_SECONDS];
  if ($count >= $most) return max(1, $ends - time());
  set_transient(TRANSIENT . $name, [$count + 1, $ends], max(1, $ends - time()));
  return 0;
}

/** The visitor's address; of IPv6 the /64, because one visitor has all addresses in it. */
function client_network(): string {
  $proxies = settings()['proxies'];
  // Each proxy adds to the end the address that called it; what is before that, the visitor may have written.
  $forwarded = array_map('trim', explode(',', $_SERVER['HTTP_X_FORWARDED_FOR'] ?? ''));
  $address = ($proxies > 0 ? $forwarded[count($forwarded) - $proxies] ?? '' : '') ?: ($_SERVER['REMOTE_ADDR'] ?? '');
  $bytes = @inet_pton($address);
  return $bytes !== false && strlen($bytes) === 16 ? bin2hex(substr($bytes, 0, 8)) : $address;
}

// ---- Uninstall ----

/** Removes the settings and all counts, on every site of a network. */
function uninstall(): void {
  $sites = is_multisite() ? get_sites(['fields' => 'ids', 'number' => 0]) : [null];
  foreach ($sites as $site) {
    if ($site !== null) switch_to_blog((int) $site);
    global $wpdb;
    delete_option(OPTION);
    foreach (['_transient_', '_transient_timeout_'] as $prefix) {
      $wpdb->query($wpdb->prepare("DELETE FROM $wpdb->options WHERE option_name LIKE %s", $wpdb->esc_like($prefix . TRANSIENT) . '%'));
    }
    if ($site !== null) restore_current_blog();
  }
}
