import assert from "node:assert/strict";
import { test } from "node:test";
import { DELAY, RETRIES, Saver } from "../src/admin/saver.js";

/** A server that answers when told to, and a clock that moves when told to. */
function setup() {
  const world = { sent: [], states: [], timer: null };
  const timers = {
    setTimeout: (run, delay) => ((world.timer = { run, delay }), world.timer),
    clearTimeout: (timer) => timer && timer === world.timer && (world.timer = null),
  };
  const send = () => new Promise((resolve, reject) => world.sent.push({ resolve, reject }));
  world.saver = new Saver({ send, timers, changed: (state) => world.states.push(state) });
  world.tick = () => world.timer.run();
  world.settle = async () => new Promise((done) => setImmediate(done));
  return world;
}

const failure = (status) => Object.assign(new Error("no"), { status });

test("typing waits, then saves once", async () => {
  const world = setup();
  world.saver.edited();
  world.saver.edited();
  assert.equal(world.timer.delay, DELAY);
  world.tick();
  world.sent[0].resolve({});
  await world.settle();
  assert.deepEqual(world.states, ["dirty", "dirty", "saving", "clean"]);
  assert.equal(world.sent.length, 1);
  assert.equal(world.saver.unsaved, false);
});

test("typing during a save saves again afterwards, never at the same time", async () => {
  const world = setup();
  world.saver.edited();
  world.tick();
  world.saver.edited();
  assert.equal(world.sent.length, 1);
  world.sent[0].resolve({});
  await world.settle();
  assert.equal(world.saver.state, "dirty");
  world.tick();
  assert.equal(world.sent.length, 2);
});

test("an unreachable server is asked again, each time later", async () => {
  const world = setup();
  world.saver.edited();
  for (const pause of [...RETRIES, RETRIES.at(-1)]) {
    world.tick();
    world.sent.at(-1).reject(failure(0));
    await world.settle();
    assert.equal(world.saver.state, "failed");
    assert.equal(world.timer.delay, pause);
  }
  assert.equal(world.saver.unsaved, true);
});

test("a refusal waits for the next change", async () => {
  const world = setup();
  world.saver.edited();
  world.tick();
  world.sent[0].reject(failure(422));
  await world.settle();
  assert.equal(world.saver.state, "failed");
  assert.equal(world.timer, null);
  world.saver.edited();
  assert.equal(world.timer.delay, DELAY);
});

test("a conflict stops everything until somebody decides", async () => {
  const world = setup();
  world.saver.edited();
  world.tick();
  world.sent[0].reject(failure(409));
  await world.settle();
  world.saver.edited();
  await world.saver.saveNow();
  assert.equal(world.sent.length, 1);
  assert.equal(world.saver.unsaved, true);
});

test("saving by hand does not wait and asks nothing when all is saved", async () => {
  const world = setup();
  await world.saver.saveNow();
  assert.equal(world.sent.length, 0);
  world.saver.edited();
  const saved = world.saver.saveNow();
  world.sent[0].resolve({});
  await saved;
  assert.equal(world.saver.state, "clean");
  assert.equal(world.timer, null);
});

test("sending the form waits for the running save and stops the clock", async () => {
  const world = setup();
  world.saver.edited();
  world.tick();
  world.saver.edited();
  let stopped = false;
  const stopping = world.saver.stop().then(() => (stopped = true));
  await world.settle();
  assert.equal(stopped, false);
  world.sent[0].resolve({});
  await stopping;
  assert.equal(world.timer, null);
  assert.equal(world.sent.length, 1);
});
