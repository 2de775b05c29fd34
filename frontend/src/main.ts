import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { dress } from "./browser/theme";
import { language } from "./messages";

dress();
document.documentElement.lang = language;
mount(App, { target: document.getElementById("app")! });
