import "../styles/fonts.css";
import "../styles/tokens.css";
import "../styles/base.css";
import { mount } from "svelte";
import { language } from "../messages";
import DesignPage from "./DesignPage.svelte";

document.documentElement.lang = language;
mount(DesignPage, { target: document.getElementById("app")! });
