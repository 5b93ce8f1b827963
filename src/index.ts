import './define.js';

export * from './element/public-names.js';
