package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * How long the standard fields of a lead are
 * (developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_lead.htm).
 */
final class SalesforceFields {
    /** Of the longest text a field can hold. */
    static final int LONGEST = 131_072;

    private static final Map<String, Integer> LENGTHS = Map.ofEntries(
            Map.entry("LastName", 80),
            Map.entry("FirstName", 40),
            Map.entry("Company", 255),
            Map.entry("Title", 128),
            Map.entry("Email", 80),
            Map.entry("Phone", 40),
            Map.entry("MobilePhone", 40),
            Map.entry("Fax", 40),
            Map.entry("Website", 255),
            Map.entry("Street", 255),
            Map.entry("City", 40),
            Map.entry("State", 80),
            Map.entry("PostalCode", 20),
            Map.entry("Country", 80),
            Map.entry("Description", 32_000));

    private SalesforceFields() {}

    /** An address that is cut is none, and is left to Salesforce to refuse. */
    static void cut(ObjectNode lead) {
        LENGTHS.forEach((field, length) -> {
            if (lead.has(field) && !field.equals("Email")) {
                lead.put(field, Cell.text(lead.get(field).textValue(), length));
            }
        });
    }
}
