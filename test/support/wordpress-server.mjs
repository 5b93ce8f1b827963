import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {cpSync, existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {findWordPress} from '../../scripts/find-wordpress.mjs';
import {freePort} from '../../scripts/free-port.mjs';
import {servePhp} from './php-server.mjs';
import {until} from './waiting.mjs';

export const PASSWORD = 'a long enough password';

/** What an owner’s wp-config.php says, and no call of servers that are not of this test. */
const CONFIG = `<?php
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:' . __DIR__ . '/../database.socket');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
foreach (['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT'] as $name) define($name, "salt of $name");
$table_prefix = 'wp_';
define('WP_HOME', getenv('SITE_ORIGIN'));
define('WP_SITEURL', getenv('SITE_ORIGIN'));
define('HEYGEN_AVATAR_API_URL', getenv('API_URL'));
define('FS_METHOD', 'direct');
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('WP_ACCESSIBLE_HOSTS', '127.0.0.1');
define('WP_DEBUG', true);
define('WP_DEBUG_DISPLAY', false);
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`;

const INSTALL = `
define('WP_INSTALLING', true);
require 'wp-load.php';
require 'wp-admin/includes/upgrade.php';
wp_install('Test', 'administrator', 'a@example.com', true, '', getenv('PASSWORD'));
foreach (['author', 'contributor', 'editor'] as $role) {
  $id = wp_create_user($role, getenv('PASSWORD'), "$role@example.com");
  (new WP_User($id))->set_role($role);
}
update_option('default_comment_status', 'closed');`;

/** Starts a new WordPress on a MariaDB of its own, with a user for each role whose name is that of the role. */
export async function startWordPress({apiUrl}) {
  const {php, wordpress} = findWordPress();
  const folder = mkdtempSync(join(tmpdir(), 'heygen-avatar-wordpress-'));
  const site = join(folder, 'site');
  cpSync(wordpress, site, {recursive: true, dereference: true});
  writeFileSync(join(site, 'wp-config.php'), CONFIG);
  const database = await startDatabase(folder);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const env = {SITE_ORIGIN: origin, API_URL: apiUrl, PASSWORD};
  /** Runs PHP in WordPress and returns what it prints. */
  const run = (code) =>
    execFileSync(php, ['-r', code], {cwd: site, encoding: 'utf8', env: {...process.env, ...env}});
  const stop = async () => {
    await server?.stop();
    await database.stop();
    rmSync(folder, {recursive: true, force: true});
  };
  let server;
  try {
    run(INSTALL);
    server = await servePhp(site, {port, env});
    return {origin, site, errors: server.errors, stop, run: (code) => run(`require 'wp-load.php'; ${code}`)};
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startDatabase(folder) {
  const data = join(folder, 'database');
  const socket = join(folder, 'database.socket');
  const common = [`--datadir=${data}`, '--user=root'];
  execFileSync(
    'mariadb-install-db',
    [...common, '--auth-root-authentication-method=normal', '--skip-test-db'],
    {
      stdio: 'ignore',
    },
  );
  const start = join(folder, 'start.sql');
  writeFileSync(start, 'CREATE DATABASE IF NOT EXISTS wordpress;\n');
  const flags = [
    '--no-defaults',
    ...common,
    `--socket=${socket}`,
    '--skip-networking',
    `--init-file=${start}`,
  ];
  const child = spawn('/usr/sbin/mariadbd', [...flags, `--pid-file=${folder}/database.pid`], {
    stdio: 'ignore',
  });
  const exited = once(child, 'exit');
  await until(() => existsSync(socket) || child.exitCode !== null, 'MariaDB to start', 60_000);
  if (child.exitCode !== null) throw new Error('MariaDB did not start.');
  const stop = async () => {
    child.kill();
    await exited;
  };
  return {stop};
}
