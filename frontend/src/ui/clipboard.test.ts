import { expect, test, vi } from "vitest";
import { copied } from "./clipboard";

test("where the browser has no clipboard for the page, copying leaves the focus where it was", async () => {
  document.execCommand = vi.fn(() => {
    // To select a text in a field is to be in it; the tests' browser does not know that.
    document.querySelector("textarea")!.focus();
    return true;
  });
  const button = document.body.appendChild(document.createElement("button"));
  button.focus();

  expect(await copied("text")).toBe(true);

  expect(document.execCommand).toHaveBeenCalledExactlyOnceWith("copy");
  expect(document.activeElement).toBe(button);
  button.remove();
});
