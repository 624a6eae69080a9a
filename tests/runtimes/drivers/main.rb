# Asks for each error of the file `asks`, and tells what the generated module of its registry makes of the response.
require "net/http"

def hexed(value)
  value.to_s.encode("UTF-8").unpack1("H*")
end

def plain(value)
  case value
  when Hash then "{#{value.length}}"
  when Array then "[#{value.length}]"
  else value.to_s
  end
end

def fields_of(details)
  return "-" if details.nil?

  pairs = details.instance_variables.map { |name| [name.to_s[1..], details.instance_variable_get(name)] }
  pairs.reject { |_, value| value.nil? }.map { |name, value| "#{hexed(name)}=#{hexed(plain(value))}" }.join(",")
end

File.readlines("asks", chomp: true).each do |line|
  index, url = line.split("\t")
  require_relative "r#{index}"
  found = Object.const_get("R#{index}")
  response = Net::HTTP.get_response(URI(url))
  begin
    raise found.from_response(response.code.to_i, response, (response.body || "").force_encoding("UTF-8"))
  rescue found::ApiError => error
    kind = error.is_a?(found::UnknownApiError) ? "?" : error.class.name.split("::").last
    wait = error.retry_after.nil? ? "-" : error.retry_after.round
    page = error.facts.nil? ? "-" : hexed(error.facts.url)
    code = error.code.nil? ? "-" : hexed(error.code)
    puts [kind, code, error.status, wait, page, hexed(error.message), fields_of(error.details)].join("\t")
  end
end
