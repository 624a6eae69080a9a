// A reader of JSON as libraries are: maps, lists, texts, numbers; a text that is none stays one.
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

public final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    public static Object read(String text) {
        try {
            Json json = new Json(text);
            Object value = json.value();
            json.space();
            return json.at == text.length() ? value : text;
        } catch (RuntimeException none) {
            return text;
        }
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
    }

    private boolean took(String sign) {
        space();
        if (!text.startsWith(sign, at)) return false;
        at += sign.length();
        return true;
    }

    private void take(String sign) {
        if (!took(sign)) throw new IllegalArgumentException(sign);
    }

    private Object value() {
        if (took("null")) return null;
        if (took("true")) return true;
        if (took("false")) return false;
        if (took("\"")) return string();
        if (took("[")) {
            List<Object> items = new ArrayList<>();
            if (took("]")) return items;
            do items.add(value()); while (took(","));
            take("]");
            return items;
        }
        if (took("{")) {
            Map<String, Object> members = new LinkedHashMap<>();
            if (took("}")) return members;
            do {
                take("\"");
                String key = string();
                take(":");
                members.put(key, value());
            } while (took(","));
            take("}");
            return members;
        }
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) at++;
        String digits = text.substring(start, at);
        if (digits.matches("-?\\d{1,18}")) return Long.valueOf(digits);
        return Double.valueOf(digits);
    }

    private String string() {
        StringBuilder found = new StringBuilder();
        while (text.charAt(at) != '"') {
            char sign = text.charAt(at++);
            if (sign != '\\') {
                found.append(sign);
                continue;
            }
            char escape = text.charAt(at++);
            if (escape == 'u') {
                found.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                at += 4;
            } else {
                int plain = "bfnrt".indexOf(escape);
                found.append(plain < 0 ? escape : "\b\f\n\r\t".charAt(plain));
            }
        }
        at++;
        return found.toString();
    }
}
