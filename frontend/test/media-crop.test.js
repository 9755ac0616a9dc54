/** Crop, turn and focal point: the geometry of the media plugin's editor, and its hints. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { framed, inside, shaped, turned, WHOLE } from "../../plugins/mastaba_media/frontend/item/geometry.js";
import { hintOf } from "../../plugins/mastaba_media/frontend/item/hint.js";

const near = (found, wanted) => found.forEach((part, at) => assert.ok(Math.abs(part - wanted[at]) < 1e-9, `${found}`));

test("four quarter turns are none", () => {
  const edits = { turn: 0, crop: [0.1, 0.2, 0.3, 0.4], focus: [0.25, 0.5] };
  const once = turned(edits, 90);
  assert.equal(once.turn, 90);
  near(once.crop, [0.4, 0.1, 0.4, 0.3]);
  near(once.focus, [0.5, 0.25]);
  const back = turned(once, 270);
  assert.equal(back.turn, 0);
  near(back.crop, edits.crop);
  near(back.focus, edits.focus);
});

test("a preset shows its shape, with the focal point in it and never beyond the crop", () => {
  for (const ratio of [0.5, 1, 16 / 9])
    for (const focus of [[0, 0], [0.9, 0.1], [0.5, 0.5]])
      for (const crop of [WHOLE, [0.2, 0.1, 0.5, 0.8]]) {
        const [x, y, w, h] = framed(ratio, 1.5, { crop, focus });
        near([(w / h) * 1.5], [ratio]);
        assert.ok(x >= crop[0] - 1e-9 && y >= crop[1] - 1e-9);
        assert.ok(x + w <= crop[0] + crop[2] + 1e-9 && y + h <= crop[1] + crop[3] + 1e-9);
        const held = focus.map((at, i) => Math.min(Math.max(at, crop[i]), crop[i] + crop[i + 2]));
        assert.ok(held[0] >= x - 1e-9 && held[0] <= x + w + 1e-9 && held[1] >= y - 1e-9 && held[1] <= y + h + 1e-9);
      }
});

test("without a shape a preset shows the crop", () => {
  assert.deepEqual(framed(null, 1.5, { crop: [0.1, 0, 0.5, 1], focus: [0, 0] }), [0.1, 0, 0.5, 1]);
});

test("a shape is taken about the middle", () => near(shaped(1, 1.5, WHOLE), [1 / 6, 0, 2 / 3, 1]));

test("a crop stays inside and keeps a hundredth", () => {
  near(inside([-1, 0.5, 3, 3]), [0, 0.5, 1, 0.5]);
  near(inside([2, 2, 0, 0]), [0.99, 0.99, 0.01, 0.01]);
});

test("hints", () => {
  assert.equal(hintOf("A dome above the trees"), "");
  assert.equal(hintOf(""), "");
  assert.match(hintOf("IMG_2034.jpg"), /name of the file/);
  assert.match(hintOf("img 2034"), /name of the file/);
  assert.match(hintOf("Red roof", { name: "red-roof.png" }), /name of the file/);
  assert.match(hintOf("An image of a dome"), /begin with what/);
  assert.match(hintOf("The dome.", { caption: "The dome" }), /caption/);
  assert.match(hintOf("x".repeat(151)), /151 characters/);
  assert.match(hintOf("A dome", { decorative: true }), /not read out/);
});
