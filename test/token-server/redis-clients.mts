import {createClient, createCluster, createSentinel} from 'redis';
import {redisStore} from '../../src/token-server/redis-store.js';

/** The type check proves that the store takes each kind of client that `redis` creates. Nothing runs this file. */
redisStore(createClient());
redisStore(createClient({RESP: 2, url: 'redis://127.0.0.1'}));
redisStore(createCluster({rootNodes: []}));
redisStore(createSentinel({name: 'shop', sentinelRootNodes: []}), {prefix: 'shop:', timeoutMs: 500});
