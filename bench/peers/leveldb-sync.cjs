// Loaded before pouchdb-server: every batch of its LevelDB is on the disk before it is acknowledged, as Kadian's are.
const { createRequire } = require('node:module');
const leveldown = createRequire(require.resolve('pouchdb-server'))('leveldown');

const { _batch: batch } = leveldown.prototype;
leveldown.prototype._batch = function (operations, options, callback) {
  return batch.call(this, operations, { ...options, sync: true }, callback);
};
