// What the generated file uses of .NET's System.Text.Json and Mono lacks, as its documentation states it.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Json;
using System.Linq;

namespace System.Text.Json
{
    public class JsonException : Exception
    {
    }

    public enum JsonValueKind
    {
        Undefined, Object, Array, String, Number, True, False, Null,
    }

    public sealed class JsonDocument : IDisposable
    {
        public JsonElement RootElement { get; private set; }

        public static JsonDocument Parse(string json)
        {
            try
            {
                return new JsonDocument { RootElement = new JsonElement(JsonValue.Parse(json), true) };
            }
            catch (Exception)
            {
                throw new JsonException();
            }
        }

        public void Dispose() { }
    }

    /// <summary>The default one is of no kind, and has nothing.</summary>
    public struct JsonElement
    {
        readonly JsonValue value;
        readonly bool isDefined;

        internal JsonElement(JsonValue value, bool isDefined)
        {
            this.value = value;
            this.isDefined = isDefined;
        }

        public JsonValueKind ValueKind
        {
            get
            {
                if (!isDefined) return JsonValueKind.Undefined;
                if (value == null) return JsonValueKind.Null;
                switch (value.JsonType)
                {
                    case JsonType.Object: return JsonValueKind.Object;
                    case JsonType.Array: return JsonValueKind.Array;
                    case JsonType.String: return JsonValueKind.String;
                    case JsonType.Number: return JsonValueKind.Number;
                    default: return (bool)value ? JsonValueKind.True : JsonValueKind.False;
                }
            }
        }

        public JsonElement Clone() { return this; }

        public bool TryGetProperty(string name, out JsonElement found)
        {
            if (ValueKind != JsonValueKind.Object) throw new InvalidOperationException();
            var has = ((JsonObject)value).ContainsKey(name);
            found = has ? new JsonElement(value[name], true) : default(JsonElement);
            return has;
        }

        public IEnumerable<JsonElement> EnumerateArray()
        {
            if (ValueKind != JsonValueKind.Array) throw new InvalidOperationException();
            return ((JsonArray)value).Select(item => new JsonElement(item, true));
        }

        public int GetPropertyCount() { return value.Count; }

        public string GetString() { return (string)value; }

        public double GetDouble() { return double.Parse(GetRawText(), CultureInfo.InvariantCulture); }

        public string GetRawText() { return value.ToString(); }
    }
}
