import {createServer} from 'node:http';
import {createServer as createHttp2Server} from 'node:http2';
import express from 'express';
import {createTokenHandler} from '../../src/token-server/token-handler.js';
import {toNodeHandler} from '../../src/token-server/node-handler.js';

/** The type check proves that these servers take the adapter as it is. Nothing runs this file. */
const handle = createTokenHandler({
  backend: 'streaming',
  apiKey: 'a key',
  allowedOrigins: ['https://shop.example'],
});
createServer(toNodeHandler(handle));
createHttp2Server(toNodeHandler(handle));
express().use('/api/avatar-token', toNodeHandler(handle));
express().all('/api/avatar-token', toNodeHandler<express.Request>(handle, {addressOf: ({ip}) => ip}));
