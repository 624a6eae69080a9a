<?php

// Asks for each error of the file `asks`, and tells what the generated file of its registry makes of the response.

function hexed(mixed $value): string
{
    return bin2hex((string) $value);
}

function plain(mixed $value): string
{
    return match (true) {
        is_bool($value) => $value ? 'true' : 'false',
        is_object($value) => '{' . count(get_object_vars($value)) . '}',
        is_array($value) => '[' . count($value) . ']',
        default => (string) $value,
    };
}

function fieldsOf(?object $details): string
{
    if ($details === null) {
        return '-';
    }
    $stated = array_filter(get_object_vars($details), fn (mixed $value): bool => $value !== null);
    $pairs = array_map(fn ($name, $value) => hexed($name) . '=' . hexed(plain($value)), array_keys($stated), $stated);

    return implode(',', $pairs);
}

set_error_handler(function (int $level, string $message): never {
    throw new \ErrorException($message);
});

foreach (file('asks', FILE_IGNORE_NEW_LINES) as $line) {
    [$index, $url] = explode("\t", $line);
    require_once __DIR__ . "/r{$index}.php";
    $body = file_get_contents($url, false, stream_context_create(['http' => ['ignore_errors' => true]]));
    $headers = [];
    foreach ($http_response_header as $at => $header) {
        if ($at > 0) {
            [$name, $value] = explode(':', $header, 2);
            $headers[$name] = $value;
        }
    }
    preg_match('/ (\d{3})/', $http_response_header[0], $status);
    $found = "R{$index}\\ApiErrors";
    $base = "R{$index}\\ApiException";
    try {
        throw $found::fromResponse((int) $status[1], $headers, $body);
    } catch (\RuntimeException $error) {
        if (!$error instanceof $base) {
            throw $error;
        }
        $name = substr(strrchr($error::class, '\\'), 1);
        echo implode("\t", [
            $name === 'UnknownApiException' ? '?' : $name,
            $error->errorCode === null ? '-' : hexed($error->errorCode),
            $error->status,
            $error->retryAfter === null ? '-' : round($error->retryAfter),
            $error->facts === null ? '-' : hexed($error->facts->url),
            hexed($error->getMessage()),
            fieldsOf($error->details),
        ]), "\n";
    }
}
