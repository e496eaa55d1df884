/* A page opened from a folder may start no web worker: the program that searches runs in an empty frame instead. */
"use strict";
if (location.protocol === "file:") {
  // Material's program looks for the second name, to know where the files of languages are
  window.Worker = window.IFrameWorker = class extends EventTarget {
    constructor(program) {
      super();
      const { port1: here, port2: there } = new MessageChannel();
      const load = (inside, address) => new Promise((resolve, reject) => {
        const script = inside.document.createElement("script");
        script.onload = resolve;
        script.onerror = () => reject(new Error(`cannot load ${address}`));
        script.src = address;
        inside.document.head.append(script);
      });
      const failed = (event) => {
        const told = new ErrorEvent("error", { message: event.message, error: event.error });
        this.dispatchEvent(told);
        this.onerror?.(told);
      };
      this.here = here;
      here.onmessage = ({ data }) => {
        const told = new MessageEvent("message", { data });
        this.dispatchEvent(told);
        this.onmessage?.(told);
      };
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      // some browsers make the frame's document at once, others later and anew: it is there when the frame says so
      this.frame.addEventListener("load", async () => {
        const inside = this.frame.contentWindow;
        inside.addEventListener("error", failed);
        inside.postMessage = (data) => there.postMessage(data);
        inside.importScripts = async (...addresses) => {
          for (const address of addresses) await load(inside, address);
        };
        const address = new URL(program, document.baseURI);
        // the order matters: words.js makes the program ready to find words without their accents
        const scripts = [new URL("../../fold.js", address), new URL("words.js", address), address];
        await inside.importScripts(...scripts).catch((error) => failed({ message: error.message, error }));
        there.onmessage = ({ data }) => inside.dispatchEvent(new inside.MessageEvent("message", { data }));
      }, { once: true });
      document.body.append(this.frame);
    }
    postMessage(data) {
      this.here.postMessage(data);
    }
    terminate() {
      this.here.close();
      this.frame.remove();
    }
  };
}
