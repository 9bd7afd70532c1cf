/// The names that columns have in checklists people keep as spreadsheets, in English, French and Spanish.
enum SheetWords {
    /// Names that mean one thing.
    static let certain = dictionary([
        .phase: [
            "Phase", "Phase number", "Phase no", "Phase #", "Phase name and number", "Project phase", "Stage", "Étape",
            "Fase", "Etapa",
            "Workstream", "Milestone", "Jalon", "Hito",
        ],
        .checklist: [
            "Checklist", "Phase name", "Phase title", "Checklist name", "Nom de la phase", "Intitulé de la phase",
            "Liste de contrôle", "Nombre de la fase",
            "Lista de verificación",
        ],
        .section: [
            "Section", "Category", "Group", "Theme", "Topic", "Area", "Work package", "Section name", "Catégorie",
            "Rubrique", "Groupe", "Thème",
            "Volet", "Sección", "Categoría", "Grupo", "Tema", "Área",
        ],
        .subsection: [
            "Subsection", "Sub-section", "Subcategory", "Sub-category", "Sub-group", "Subtopic", "Sous-section",
            "Sous-catégorie", "Subsección", "Subcategoría",
        ],
        .item: [
            "Item", "Items", "Checklist item", "Task", "Tasks", "Task name", "Activity", "Activities", "Action",
            "Action item", "To do", "To-do",
            "What", "What to do", "Requirement", "Step", "Élément", "Tâche", "Tâches", "Activité", "Activités",
            "Point à vérifier", "À faire", "Exigence", "Elemento", "Ítem", "Tarea", "Tareas", "Actividad",
            "Actividades", "Acción", "Acciones",
            "Qué hacer", "Requisito",
        ],
        .id: [
            "Id", "Item id", "Task id", "Ref", "Ref.", "Reference", "Ref no", "#", "No", "No.", "Nr", "Nr.", "Number",
            "Item no", "Item number",
            "Item #", "Task no", "Task number", "Task #", "N°", "Nº", "Num", "Réf", "Réf.", "Référence", "Numéro",
            "Identifiant", "Referencia", "Número", "Code",
            "Código", "WBS", "S/N", "Serial no", "Serial number",
        ],
        .owner: [
            "Owner", "Owners", "Owned by", "Responsible", "Responsible person", "Responsible party",
            "Person responsible", "Responsibility", "Assignee", "Assigned to",
            "Lead", "Who", "Action owner", "Task owner", "Accountable", "In charge", "Role", "Responsable",
            "Responsables", "Assigné à", "Attribué à", "Qui", "Pilote",
            "Propriétaire", "Rôle", "Encargado", "Asignado a", "Propietario", "Quién", "Rol",
        ],
        .due: [
            "Due", "Due date", "Due by", "Due on", "Deadline", "Target date", "Target", "Target completion date",
            "Planned date", "Planned completion",
            "Planned end date", "Date due", "By when", "When", "Échéance", "Date d'échéance", "Date limite", "Délai",
            "Date cible", "Date butoir",
            "Date prévue", "Pour quand", "Fecha límite", "Fecha de vencimiento", "Vencimiento", "Fecha objetivo",
            "Fecha prevista", "Plazo", "Para cuándo",
        ],
        .status: [
            "Status", "State", "Done", "Done?", "Complete", "Complete?", "Completed", "Completed?", "Complete %",
            "% complete", "% completed", "% done",
            "Percent complete", "Progress", "Progress %", "Completion", "Completion %", "Completion status",
            "Task status", "Item status", "Statut", "État", "Fait",
            "Fait ?", "Terminé", "Achevé", "Avancement", "% avancement", "Estado", "Hecho", "Terminado", "Completado",
            "Avance", "% avance", "Progreso",
        ],
        .signOff: [
            "Sign-off", "Sign-offs", "Signoff", "Sign off", "Sign-off role", "Sign-off roles", "Sign-off required",
            "Sign-off required from", "Asked sign-offs", "Sign-off by",
            "To be signed by", "To be approved by", "Approver role", "Visa", "Validation par", "Validé par (rôle)",
            "À valider par", "Signature", "Signatures", "Aprobación de",
            "A aprobar por", "Firma", "Firmas", "Visto bueno",
        ],
        .approver: [
            "Approver", "Approvers", "Approved by", "Approval", "Signed off by", "Signed by", "Signatory",
            "Reviewer and approver", "Approbateur", "Approuvé par",
            "Validé par", "Signé par", "Signataire", "Approbation", "Aprobador", "Aprobado por", "Firmado por",
            "Validado por", "Aprobación",
        ],
        .output: [
            "Output", "Outputs", "Link", "Links", "URL", "URLs", "Deliverable", "Deliverables", "Document", "Documents",
            "Documented output", "Evidence", "Artifact", "Artefact",
            "Document link", "Link to document", "Hyperlink", "Lien", "Liens", "Livrable", "Livrables", "Résultat",
            "Preuve", "Enlace", "Enlaces", "Vínculo", "Entregable",
            "Entregables", "Documento", "Documentos", "Producto", "Evidencia",
        ],
        .reason: [
            "Reason", "Justification", "Reason not applicable", "Reason if not applicable", "Why not applicable",
            "Motif", "Raison", "Motivo", "Razón", "Justificación",
        ],
        .note: [
            "Note", "Notes", "Comment", "Comments", "Remark", "Remarks", "Observations", "Observation",
            "Additional notes", "Commentaire", "Commentaires",
            "Remarque", "Remarques", "Nota", "Notas", "Comentario", "Comentarios", "Observación", "Observaciones",
        ],
    ])

    /// Names that mean it only where no other column does.
    static let likely = dictionary([
        .item: [
            "Description", "Title", "Name", "Summary", "Question", "Checkpoint", "Criteria", "Criterion", "Details",
            "Titre", "Nom", "Intitulé", "Libellé",
            "Descripción", "Título", "Nombre",
        ],
        .section: ["Component", "Domain", "Module", "Type", "Composante", "Domaine", "Componente", "Dominio"],
        .due: [
            "Date", "End date", "Finish", "Finish date", "End", "Fin", "Date de fin", "Fecha", "Fecha fin",
            "Fecha de fin",
        ],
        .owner: ["Contact", "Person", "Team", "Organisation", "Organization", "Équipe", "Equipo", "Organización"],
        .status: ["OK", "Y/N", "Yes/No", "✓", "✔", "☑", "x", "Oui/Non", "Sí/No"],
        .output: ["File", "Files", "Fichier", "Archivo", "Source"],
    ])

    /// Words that stand before the number of a phase, compared folded; Khmer, Thai and Arabic besides.
    static let phase: Set<String> = Set(
        [
            "Phase", "Stage", "Step", "Part", "Étape", "Fase", "Etapa", "Partie", "Parte", "ដំណាក់កាល", "ជំហាន", "ระยะ",
            "ระยะที่", "ขั้นตอน", "ขั้นตอนที่",
            "المرحلة", "مرحلة",
        ].map(folded))

    /// What the first cell of a row of sums says.
    static let totals: Set<String> = Set(
        [
            "Total", "Totals", "Subtotal", "Sub-total", "Sub total", "Grand total", "Sum", "Overall", "Total général",
            "Sous-total", "Sous total", "Somme", "Total general", "Suma",
            "សរុប", "รวม", "المجموع", "الإجمالي",
        ].map(folded))

    private static func dictionary(_ words: [SheetColumn: [String]]) -> [String: SheetColumn] {
        var dictionary: [String: SheetColumn] = [:]
        for column in SheetColumn.allCases {
            for name in words[column] ?? [] {
                let key = folded(name)
                // A mark alone folds to nothing.
                if !key.isEmpty { dictionary[key] = dictionary[key] ?? column }
            }
        }
        return dictionary
    }
}
